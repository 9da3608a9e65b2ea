//! Programs put together at random from pieces of which it is known what is a type and what is not.

use proptest::prelude::*;

use crate::typescript::{Problem, blank};

/// A type, over one line or several.
fn kind() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "string",
        "number",
        "A",
        "'😀'",
        "typeof x",
        "null",
        "A.B<C>",
        "`a${string}`",
        "this",
        "unique symbol",
    ]);
    leaf.prop_map(str::to_owned)
        .prop_recursive(4, 24, 3, |inner| {
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                inner.clone().prop_map(|it| format!("({it})[]")),
                inner.clone().prop_map(|it| format!("Map<string, {it}>")),
                inner
                    .clone()
                    .prop_map(|it| format!("{{ a: {it}; b?: ç\n readonly [c: string]: unknown }}")),
                inner.clone().prop_map(|it| format!("keyof ({it})")),
                pair.clone().prop_map(|(a, b)| format!("{a} | ({b})")),
                pair.clone().prop_map(|(a, b)| format!("[{a}, ...({b})[]]")),
                pair.clone()
                    .prop_map(|(a, b)| format!("((x: {a}, y?: {b}) =>\n {b})")),
                pair.prop_map(|(a, b)| format!("(A extends {a}\n ? {b} // no\n : never)")),
            ]
        })
}

/// A statement in which `@` stands for each type, and what lies between `«` and `»` goes with it.
const STATEMENTS: &[&str] = &[
    "let a«: @» = 1",
    "const { b, c = 2 }«: @» = d",
    "function f«<T extends @>»(a«: @», [b]«?: @», ...c«: @»)«: @» { return a«!».b«!» }",
    "function g(«this: @, »a«?») { return [a] }",
    "const h = async «<T,>»(a«: @»)«: Promise<@>» => a",
    "const i = (a«: @»)«: @» => ({ a, async *b(c«: @»)«: @» { yield c } })",
    "(a« as @») = b« satisfies @»",
    "a = b« as @»",
    "k = l«<@>»(m)",
    "new Map«<@, @>»()",
    "tag«<@>»`x${a« as @»}`",
    "for (const n of a« as @») { try { n() } catch (o«: unknown») {} }",
    "class C«<T = @>» extends D«<@>»« implements E, F<@>» {\n  static «readonly »p«: @» = 1\n  q«!: @»\n  s«?»() {}\n  get t()«: @» { return 1 }\n}",
    "«type A = @»",
    "«interface B<T> extends C<@> { a: @ }»",
    "«declare function j(a: @): @»",
    "'x'",
    "(a)",
    "[a] = [b]",
    "`t`",
    "if (a) { b() } else c = d ? e : (f)",
    "label: while (a) break label",
    "x = a < b && c > (d)",
];

/// A program, and the same with every type as spaces.
fn program() -> impl Strategy<Value = (String, String)> {
    let statement = prop::sample::select(STATEMENTS);
    let ends = prop::sample::select(vec![";\n", "\n", "\r\n", " // 😀 @a\n", "\n\n", ";"]);
    let part = (statement, ends, prop::collection::vec(kind(), 6));
    prop::collection::vec(part, 1..8).prop_map(|parts| {
        let (mut typed, mut left) = (String::new(), String::new());
        for (statement, end, kinds) in parts {
            let mut kinds = kinds.iter();
            let mut inside = false;
            for char in statement.chars() {
                let mut written = char.to_string();
                match char {
                    '«' | '»' => {
                        inside = char == '«';
                        continue;
                    }
                    '@' => written = kinds.next().expect("six types are enough").clone(),
                    _ => {}
                }
                typed += &written;
                left += &if inside { spaces(&written) } else { written };
            }
            typed += end;
            left += end;
        }
        (typed, left)
    })
}

fn spaces(text: &str) -> String {
    let width = |it: char| {
        if it == '\n' {
            "\n".to_owned()
        } else {
            " ".repeat(it.len_utf16())
        }
    };
    text.chars().map(width).collect()
}

/// Line by line in UTF-16 units: what was written has to be what is left, but for the marks that keep statements apart.
fn alike(written: &str, left: &str) -> bool {
    let (written, left): (Vec<u16>, Vec<u16>) = (
        written.encode_utf16().collect(),
        left.encode_utf16().collect(),
    );
    let marks = [b';', b'(', b')'].map(u16::from);
    // A parenthesis that moved to another line leaves a blank behind.
    let same = |(a, b): (&u16, &u16)| {
        a == b
            || (*b == u16::from(b' ') && marks.contains(a))
            || (*a == u16::from(b' ') && marks.contains(b))
    };
    written.len() == left.len() && written.iter().zip(&left).all(same)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn types_go_and_all_else_stays_where_it_was((typed, left) in program()) {
        match blank(&typed) {
            Ok(written) => {
                prop_assert!(alike(&written, &left), "{typed}\n---\n{written}");
                // What is left is JavaScript, with nothing more to take away.
                prop_assert_eq!(blank(&written), Ok(written.clone()), "{}", typed);
            }
            // Statements put together at random need not be a program: then it is none without the types, either.
            Err(Problem { message, .. }) => {
                prop_assert!(blank(&left).is_err(), "{typed}\n---\n{message}");
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic(text in "[a-z@<>(){}\\[\\]:;,.?!=`'\"/ \n😀ç$#|&+*0-9]{0,80}") {
        let lines = text.split('\n').count();
        match blank(&text) {
            Ok(written) => prop_assert_eq!(written.split('\n').count(), lines),
            Err(it) => prop_assert!(it.line >= 1 && it.column >= 1 && it.line as usize <= lines, "{:?}", it),
        }
    }
}

/// Every program of `STATEMENTS` by itself: none is refused.
#[test]
fn each_kind_of_statement_is_blanked() {
    for statement in STATEMENTS {
        let fill = |kind: &str| statement.replace(['«', '»'], "").replace('@', kind);
        for kind in ["string", "{ a: B }", "(x: A) =>\n B", "A<\n  B\n>"] {
            let typed = fill(kind);
            blank(&typed).unwrap_or_else(|it| panic!("{typed}: {it:?}"));
        }
    }
}
