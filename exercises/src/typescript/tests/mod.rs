//! What is blanked, what is refused, and that nothing else ever changes.

mod properties;

use super::{Problem, blank};

/// TypeScript, and what is left of it; `·` stands for a blank that matters.
const BLANKED: &[[&str; 2]] = &[
    // Annotations.
    ["let a: string = 'x'", "let a········ = 'x'"],
    ["let a!: number", "let a·········"],
    [
        "function f(a: A, b?: B, ...c: C[]): D { }",
        "function f(a···, b····, ...c·····)··· { }",
    ],
    ["function f(this: A, b?) {}", "function f(········ b·) {}"],
    [
        "const f = ({ a }: A = {}, [b]: B) => a",
        "const f = ({ a }··· = {}, [b]···) => a",
    ],
    [
        "try {} catch (e: unknown) {}",
        "try {} catch (e·········) {}",
    ],
    [
        "const f = (x): x is string => true",
        "const f = (x)············· => true",
    ],
    ["const a: /* 😀 */ '😀' = 1", "const a··············· = 1"],
    // Declarations.
    ["interface A { b: c }\n'x'", ";···················\n'x'"],
    ["a\ntype B = C\n(d)", "a\n;·········\n(d)"],
    ["declare const a: b; c", ";·················· c"],
    ["declare enum E { A }", ";···················"],
    [
        "function f(a: string): void\nfunction f(a) {}",
        ";··························\nfunction f(a) {}",
    ],
    [
        "abstract class A { abstract b(): void }",
        "·········class A { ;················· }",
    ],
    // Values.
    ["const a = b as C", "const a = b·····"],
    ["const a = b! .c!.d", "const a = b· .c·.d"],
    [
        "const a = { b: 1 } satisfies C",
        "const a = { b: 1 }············",
    ],
    [
        "f<A, B>(c); new D<E>(); g<H>`i`",
        "f······(c); new D···(); g···`i`",
    ],
    ["const f = g<string>;", "const f = g········;"],
    [
        "const m = new Map<string, number[]>()",
        "const m = new Map··················()",
    ],
    // A new line must not go on with the one before it.
    ["a = b as C\n(d)", "a = b····;\n(d)"],
    ["a = b as C\n[d] = e", "a = b····;\n[d] = e"],
    ["a = b satisfies C // x\n`d`", "a = b···········; // x\n`d`"],
    ["a = b as C\nd()", "a = b·····\nd()"],
    // Arrow functions.
    [
        "const f = async <T>(x: T): Promise<T> => x",
        "const f = async ···(x···)············ => x",
    ],
    [
        "const f = async <\n  T\n>(x: T) => x",
        "const f = async (\n   \n  x···) => x",
    ],
    [
        "const f = (a): Promise<\n  void\n> => a",
        "const f = (a···········\n      \n) => a",
    ],
    // Classes.
    [
        "class A<T> extends B<T> implements C, D { }",
        "class A··· extends B··················· { }",
    ],
    [
        "const a = class implements B { }",
        "const a = class············· { }",
    ],
    [
        "class A {\n  a = 1\n  private [b] = 2\n}",
        "class A {\n  a = 1\n  ;······ [b] = 2\n}",
    ],
    [
        "class A {\n  get: B\n  c() {}\n}",
        "class A {\n  get··;\n  c() {}\n}",
    ],
    [
        "class A { static readonly a?: B = 1; c!: D }",
        "class A { static ········ a···· = 1; c···; }",
    ],
    [
        "class A { declare a: B; [c: string]: D; e() {} }",
        "class A { ;············ ;·············· e() {} }",
    ],
    [
        "class A { public async *b?<T>(): C {} }",
        "class A { ;····· async *b····()··· {} }",
    ],
    [
        "class A { constructor(a: B); constructor(a) {} }",
        "class A { ;················· constructor(a) {} }",
    ],
];

#[test]
fn types_become_spaces() {
    for [typed, left] in BLANKED {
        let written = blank(typed).unwrap_or_else(|it| panic!("{typed}: {it:?}"));
        assert_eq!(written, left.replace('·', " "), "{typed}");
    }
}

/// What is more than a type: where it is, and a word of what to do instead.
const REFUSED: &[(&str, u32, u32, &str)] = &[
    ("let a = 1\n  enum E { A }", 2, 3, "object instead"),
    ("const enum E { A }", 1, 1, "object instead"),
    (
        "namespace N { export const a = 1 }",
        1,
        1,
        "plain functions",
    ),
    (
        "class A {\n  constructor(private b) {}\n}",
        2,
        15,
        "this.name = name",
    ),
    ("const a = <B>c", 1, 11, "value as Type"),
    ("import a = require('b')", 1, 1, "no other files"),
    ("export = a", 1, 1, "found by its name"),
    ("@a class B {}", 1, 1, "Call the function"),
    // What is no TypeScript at all.
    ("const x = a + b as number * 2", 1, 26, "semicolon"),
    ("let a: = 1", 1, 8, ""),
    ("function f(: string) {}", 1, 12, ""),
    ("const ç: '😀' = ;", 1, 17, ""),
    ("a\r\nlet b: string = (", 2, 18, ""),
];

#[test]
fn what_is_more_than_a_type_is_refused_at_its_place() {
    for (typed, line, column, words) in REFUSED {
        let Problem {
            line: l,
            column: c,
            message,
            ..
        } = blank(typed).expect_err(typed);
        assert_eq!((l, c), (*line, *column), "{typed}: {message}");
        assert!(message.contains(words), "{typed}: {message}");
    }
}

/// JavaScript as browsers run it: old and new, and what looks like a type and is none.
const PLAIN: &[&str] = &[
    "with (a) b; var c = 010; delete c; function f(d, d) {}",
    "a < b && c > (d); e ? (f) : g => h; i ? j : (k)",
    "var type = 1, as = type, of, async, get, set, declare, namespace; type\n= as",
    "({ type: 1, as: 2, async get() {}, get set() {}, static: 3 })",
    "label: for (;;) { switch (a) { case b: default: break label } }",
    "class A { #b = 1; static { this.c = 1 } get d() { return this.#b } static async *e() {} 'f' = 2; [g] = 3 }",
    "x = a ?? b?.c?.[d]?.(e) ** 2; y ||= /[/]:(?<n>a)/u; z = `${`a:${1}`}`; 1_000n",
    "async function f() { for await (const a of b) await a; return import('c') }",
    "#!/usr/bin/env node\n'use strict'; new f",
    "<!-- an old comment\nlet a",
];

#[test]
fn javascript_is_left_alone() {
    for code in PLAIN {
        assert_eq!(blank(code).as_deref(), Ok(*code));
    }
}
