//! What leaves the sandbox is what was returned: values of every kind and any text.

mod support;

use exercises::judge::{Answer, ChallengeSpec, Verdict};
use proptest::prelude::*;
use support::{ANSWER, grade, greeter};

/// What a learner is shown of the value of an expression.
fn shown(expression: &str) -> String {
    let report = grade(
        &one_case("x"),
        &format!("const handleRequest = () => ({expression});"),
        0,
    );
    report.cases[0]
        .actual
        .clone()
        .unwrap_or_else(|| panic!("{expression}: {report:#?}"))
}

fn one_case(body: &str) -> ChallengeSpec {
    let mut spec = greeter();
    spec.generated = None;
    spec.cases.truncate(1);
    spec.cases[0].accept = vec![Answer {
        status: 200,
        body: Some(body.to_owned()),
        ..Answer::default()
    }];
    spec
}

#[test]
fn every_kind_of_value_is_told_apart() {
    for (expression, expected) in [
        ("undefined", "undefined"),
        ("null", "null"),
        (
            "[NaN, Infinity, -Infinity, -0, 0, 1e21, 0.1]",
            "[NaN, Infinity, -Infinity, -0, 0, 1e+21, 0.1]",
        ),
        ("123n", "123n"),
        ("Symbol('it')", "Symbol(it)"),
        ("function named() {}", "[function named]"),
        ("[1, , undefined]", "[1, <empty>, undefined]"),
        ("{ a: undefined }", "{ a: undefined }"),
        ("{}", "{}"),
        (
            "{ ['__proto__']: 1, 'a-b': 2 }",
            "{ __proto__: 1, \"a-b\": 2 }",
        ),
        ("new Map([[1, { a: 2 }]])", "Map(1) { 1 => { a: 2 } }"),
        ("new Set(['a'])", "Set(1) { \"a\" }"),
        ("new Date(0)", "Date(0)"),
        ("/a+/g", "/a+/g"),
        ("new TypeError('no')", "TypeError: no"),
        ("Promise.resolve(1)", "Promise"),
        ("new (class Thing { a = 1 })", "Thing { a: 1 }"),
        (
            "(() => { const it = { a: 1 }; it.it = it; return it; })()",
            "{ a: 1, it: [circular] }",
        ),
        (
            "{ get a() { throw new Error('no'); } }",
            "{ a: [reading this threw: no] }",
        ),
        ("{ get a() { return 1; } }", "{ a: 1 }"),
        ("Object.create({ a: 1 })", "{}"),
        ("new Proxy({ a: 1 }, {})", "{ a: 1 }"),
        (
            "{ text: 'a\\n\"\\u200b' }",
            "{ text: \"a\\n\\\"\\u{200b}\" }",
        ),
    ] {
        assert_eq!(shown(expression), expected, "{expression}");
    }
}

#[test]
fn globals_that_are_not_on_the_list_are_gone() {
    for name in ["strangeGlobal", "roundtripHarness", "fetch", "postMessage"] {
        assert_eq!(shown(&format!("typeof {name}")), "\"undefined\"", "{name}");
    }
    assert_eq!(
        shown("typeof Promise + typeof console.log"),
        "\"functionfunction\""
    );
}

#[test]
fn what_is_too_large_is_cut_and_says_so() {
    let long = shown("'x'.repeat(100000)");
    assert!(long.ends_with('…') && long.len() < 3_000, "{}", long.len());
    for expression in [
        "Array.from({ length: 3000 }, (_, i) => i)",
        "Object.fromEntries(Array.from({ length: 3000 }, (_, i) => ['k' + i, i]))",
        "(() => { let it = []; for (let i = 0; i < 100; i += 1) it = [it]; return it; })()",
        "(() => { let it = ['x']; for (let i = 0; i < 40; i += 1) it = [it, it]; return it; })()",
        "new Map(Array.from({ length: 3000 }, (_, i) => [i, i]))",
    ] {
        let text = shown(expression);
        assert!(
            text.contains('…') && text.len() < 3_000,
            "{expression}: {text}"
        );
    }
}

#[test]
fn a_cut_text_is_never_the_right_one() {
    let body = "x".repeat(8_192);
    let report = grade(
        &one_case(&body),
        "const handleRequest = () => ({ status: 200, body: 'x'.repeat(8193) });",
        0,
    );
    assert_eq!(report.verdict, Verdict::Fail);
    let report = grade(
        &one_case(&body),
        "const handleRequest = () => ({ status: 200, body: 'x'.repeat(8192) });",
        0,
    );
    assert_eq!(report.verdict, Verdict::Pass);
    let odd = "const handleRequest = () => ({ status: 200, body: '\\ud800' });";
    assert_eq!(grade(&one_case("\u{fffd}"), odd, 0).verdict, Verdict::Fail);
}

#[test]
fn overridden_builtins_change_no_line() {
    let code = format!(
        "{ANSWER}\nconst kept = answer({{ method: 'GET', path: '/hello' }});
        for (const type of [Object, Array, String, Function, Promise, Map]) {{
          for (const key of Reflect.ownKeys(type.prototype)) {{
            if (typeof key === 'symbol' || key === 'constructor' || key === '__proto__') continue;
            try {{ type.prototype[key] = () => {{ throw 1; }}; }} catch {{}}
          }}
        }}
        JSON.stringify = Reflect.apply = Reflect.ownKeys = Array.isArray = () => 'forged';
        Object.prototype.toJSON = () => 'forged';
        const handleRequest = () => kept;"
    );
    let report = grade(&one_case("Hello, World!"), &code, 0);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_body_is_right_when_it_is_the_same_text_and_only_then(expected in any::<String>(), other in any::<String>()) {
        let spec = one_case(&expected);
        for body in [&expected, &other] {
            let text = serde_json::to_string(body).expect("text is JSON");
            let code = format!("const handleRequest = () => ({{ status: 200, body: {text} }});");
            let report = grade(&spec, &code, 0);
            let wanted = if *body == expected { Verdict::Pass } else { Verdict::Fail };
            prop_assert_eq!(report.verdict, wanted, "{:?} for {:?}", body, expected);
        }
    }
}
