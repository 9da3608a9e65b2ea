//! The agent never says what the judge rejects: whatever a program returns, throws, logs or breaks beforehand, each line of
//! a run that comes to its end is read, in its order and within its bounds.

mod clients;
mod pythons;
mod stores;
#[path = "../support/mod.rs"]
mod support;

use exercises::judge::{ChallengeSpec, Reason, Run, SnippetRun, SnippetStep, Step};
use proptest::prelude::*;
use support::{greeter, lines, said_by_snippet};

/// The longest line that the judge reads, in bytes.
const MAX_LINE: usize = 128 * 1024;

/// Values that are odd by themselves.
const ODD: [&str; 41] = [
    "undefined",
    "null",
    "NaN",
    "-0",
    "1e308 * 10",
    "5e-324",
    "2 ** 53",
    "0.1 + 0.2",
    "-(10n ** 4000n)",
    "Symbol()",
    "Symbol.iterator",
    "''",
    "'\\u2028\\u0000\"\\\\\\ud800'",
    "'x'.repeat(8192)",
    "'\\ud83d\\ude00'.repeat(4097)",
    "'\"'.repeat(70000)",
    "() => 1",
    "class { static name = {} }",
    "Object.defineProperty(() => 1, 'name', { get() { throw 1; } })",
    "function* () {}",
    "(function () { return arguments; })(1, 2)",
    "new Date(NaN)",
    "new Date(8.64e15)",
    "/[/\"\\\\]/g",
    "new Error('x'.repeat(5000))",
    "Object.assign(new Error(), { name: 1, message: null, stack: {} })",
    "Object.create(Error.prototype)",
    "Promise.resolve()",
    "Object.create(Promise.prototype)",
    "Object.create(Date.prototype)",
    "Object.create(Map.prototype)",
    "Object(Symbol())",
    "Object(1n)",
    "new Uint8Array(3)",
    "new (class extends Array {})(3)",
    "Object.create(null)",
    "Object.assign([], { extra: 1, length: 300 })",
    "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()",
    "(() => { const { proxy, revoke } = Proxy.revocable(() => 1, {}); revoke(); return proxy; })()",
    "new Map(Array.from({ length: 300 }, (_, i) => [i, i]))",
    "globalThis",
];

const TRAPS: [&str; 6] = [
    "get",
    "ownKeys",
    "getOwnPropertyDescriptor",
    "getPrototypeOf",
    "has",
    "apply",
];

/// What breaks the language before anything is answered.
const BROKEN: [&str; 14] = [
    "JSON.stringify = () => 'forged';",
    "Reflect.apply = Reflect.get = Reflect.ownKeys = () => { throw 1; };",
    "Object.prototype.toJSON = () => 'forged';",
    "Array.prototype.join = String.prototype.slice = () => '\"]';",
    "Object.defineProperty(Object.prototype, 0, { set() { throw 1; }, get() { return 'forged'; } });",
    "Object.defineProperty(Object.prototype, 'value', { get() { return '\"'; }, set() {} });",
    "Object.prototype.status = Object.prototype.kind = { get it() { throw 1; } };",
    "Symbol.prototype.toString = BigInt.prototype.toString = Date.prototype.getTime = () => ({});",
    "Map.prototype.forEach = Set.prototype.forEach = () => 1;",
    "Promise.prototype.then = () => 1;",
    "globalThis.String = globalThis.Number = globalThis.Promise = globalThis.Map = null;",
    "Object.freeze(Object.prototype); Object.freeze(Array.prototype);",
    "Math.min = Math.round = () => NaN;",
    "Error.prototype.name = { toString() { throw 1; } }; Error.prototype.message = 1n;",
];

fn odd() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(ODD.to_vec()).prop_map(|it| format!("({it})")),
        any::<f64>().prop_map(|it| format!("({it:e})")
            .replace("NaN", "0 / 0")
            .replace("inf", "1 / 0")),
        any::<String>().prop_map(|it| serde_json::Value::from(it).to_string()),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let key = prop_oneof![
            "[a-z]{1,3}",
            Just("__proto__".to_owned()),
            Just("then".to_owned()),
            "[0-9]{1,3}"
        ];
        let name = key.prop_map(|it| format!("[{it:?}]"));
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone().prop_map(|(a, b)| format!("[{a}, , {b}]")),
            (name.clone(), inner.clone(), name, inner.clone())
                .prop_map(|(k, a, l, b)| format!("({{ {k}: {a}, {l}: {b} }})")),
            two.clone()
                .prop_map(|(a, b)| format!("({{ status: {a}, body: {b} }})")),
            inner
                .clone()
                .prop_map(|it| format!("({{ get it() {{ throw {it}; }}, then: 1 }})")),
            inner
                .clone()
                .prop_map(|it| format!("({{ get it() {{ return {it}; }} }})")),
            two.clone()
                .prop_map(|(a, b)| format!("new Map([[{a}, {b}]])")),
            inner.clone().prop_map(|it| format!("new Set([{it}])")),
            inner
                .clone()
                .prop_map(|it| format!("new Error('x', {{ cause: {it} }})")),
            (
                inner.clone(),
                prop::sample::select(TRAPS.to_vec()),
                inner.clone(),
                any::<bool>()
            )
                .prop_map(|(of, trap, it, throws)| proxy(&of, trap, &it, throws)),
            (inner.clone(), 2_usize..400)
                .prop_map(|(it, n)| format!("Array.from({{ length: {n} }}, () => {it})")),
            (inner.clone(), 2_usize..60).prop_map(|(it, n)| format!("nested({it}, {n})")),
            inner.prop_map(|it| format!(
                "(() => {{ const it = {{ a: {it} }}; it.it = it; return it; }})()"
            )),
        ]
    })
}

fn proxy(of: &str, trap: &str, it: &str, throws: bool) -> String {
    let way = if throws { "throw" } else { "return" };
    format!("new Proxy(Object({of}), {{ {trap}() {{ {way} {it}; }} }})")
}

/// What the function does: breaks something, logs, and ends in one of the ways in which a call can end.
fn programs() -> impl Strategy<Value = String> {
    let broken = prop::collection::vec(prop::sample::select(BROKEN.to_vec()), 0..4);
    let level = prop::sample::select(vec![
        "log", "error", "table", "group", "count", "assert", "time", "timeEnd",
    ]);
    let logs = prop::collection::vec((level, odd()), 0..4);
    let end = prop::sample::select(vec![
        "return it;",
        "throw it;",
        "return { status: it, body: it };",
        "return { then(resolve) { resolve(it); } };",
        "return { then(resolve, reject) { reject(it); resolve(it); throw it; } };",
        "return { get then() { throw it; } };",
        "return new (class extends Promise {})((resolve) => resolve(it));",
    ]);
    (broken, logs, odd(), end, any::<bool>()).prop_map(|(broken, logs, it, end, early)| {
        let broken = broken.concat();
        // What cannot become text throws where it is a label: that is the program's own doing.
        let logs: Vec<String> = logs.iter().map(|(level, it)| format!("try {{ console.{level}({it}); }} catch {{}}")).collect();
        let logs = logs.join("\n");
        let before = "const nested = (it, n) => { for (let i = 0; i < n; i += 1) it = i % 2 ? [it] : { it }; return it; };";
        // Broken from the start, or only once the values have been made.
        let (first, last) = if early { (broken.as_str(), "") } else { ("", broken.as_str()) };
        format!("{before}\n{first}\nfunction handleRequest() {{\n{logs}\nconst it = {it};\n{last}\n{end}\n}}")
    })
}

/// Fails where the judge does not take every line of a run. Whether it is right does not matter.
fn is_read(spec: &ChallengeSpec, source: &str) -> Result<Option<Reason>, TestCaseError> {
    let mut run = Run::new(spec, source, 0);
    for line in lines(&run) {
        prop_assert!(line.len() <= MAX_LINE, "{} bytes: {source}", line.len());
        run.feed(&line);
    }
    let reason = run.report(0.0).reason;
    let rejected = matches!(reason, Some(Reason::Protocol | Reason::TooMuchOutput));
    prop_assert!(!rejected, "{reason:?}: {source}");
    Ok(reason)
}

/// The same of code that is known to have its function.
fn is_run_and_read(spec: &ChallengeSpec, source: &str) -> Result<(), TestCaseError> {
    let reason = is_read(spec, source)?;
    let not_run = matches!(reason, Some(Reason::LoadError | Reason::NoEntry));
    prop_assert!(!not_run, "{reason:?}: {source}");
    Ok(())
}

fn challenge(asynchronous: bool) -> ChallengeSpec {
    let mut spec = greeter();
    spec.asynchronous = asynchronous;
    spec.generated = None;
    spec.cases.truncate(3);
    spec
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_run_is_read(source in programs(), asynchronous in any::<bool>()) {
        is_read(&challenge(asynchronous), &source)?;
    }

    #[test]
    fn every_line_of_a_snippet_is_read(it in odd(), log in odd(), throws in any::<bool>()) {
        let end = if throws { "throw" } else { "return" };
        let nested = "const nested = (it, n) => { for (let i = 0; i < n; i += 1) it = [it]; return it; };";
        let source = format!("{nested}\nconsole.log({log});\n{end} {it};");
        let mut run = SnippetRun::new(&source);
        for line in said_by_snippet(&run) {
            prop_assert!(line.len() <= MAX_LINE, "{} bytes: {source}", line.len());
            let sends = matches!(run.feed(&line), SnippetStep::Fetch { .. });
            prop_assert!(!sends, "no request was asked for");
        }
        let reason = run.outcome(0.0).reason;
        prop_assert!(!matches!(reason, Some(Reason::Protocol | Reason::TooMuchOutput)), "{reason:?}: {source}");
    }
}

#[test]
fn a_line_that_the_agent_would_not_say_is_rejected() {
    let spec = challenge(false);
    let source = "const handleRequest = () => 1;";
    let mut run = Run::new(&spec, source, 0);
    let mut all = lines(&run);
    assert!(all.len() > 4, "{all:?}");
    all[2] = all[2].replace("return", "returned");
    let ends: Vec<Step> = all.iter().map(|it| run.feed(it)).collect();
    assert_eq!(ends[2], Step::Over);
    assert_eq!(run.report(0.0).reason, Some(Reason::Protocol));
}
