//! Clients that ask for odd things, or ask oddly: what they sent is a part of each line.

use exercises::judge::ChallengeSpec;
use proptest::prelude::*;
use serde_json::json;

use crate::{is_run_and_read, odd};

/// What a client does; `it` is a value of any kind.
const DONE: [&str; 23] = [
    "await fetch(it);",
    "await fetch('/' + it);",
    "await fetch('/', { method: it });",
    "await fetch('/', { headers: it });",
    "await fetch('/', { headers: { a: it, [it]: 'b' } });",
    "await fetch('/', { headers: [['a', it], [it, it], it] });",
    "await fetch('/', { method: 'POST', body: it });",
    "await fetch('/', { signal: it });",
    "await fetch('/', it);",
    "await fetch('/\\ud800\"'.repeat(9000), { method: 'PÖST\\n'.repeat(900), headers: { ['\\u2028'.repeat(900)]: '\\ud800'.repeat(9000) } });",
    "for (let i = 0; i < 49; i += 1) fetch('/' + i, { method: 'POST', body: '\"'.repeat(9000), headers: { a: '\"'.repeat(2000) } });",
    r#"await fetch('/"', { method: 'P"', headers: { '"': '"\u2028\\', '\\': '\ud800' }, body: '"\\\n' });"#,
    "for (let i = 0; i < 60; i += 1) await fetch('/');",
    "const h = new Headers(); for (let i = 0; i < 50; i += 1) h.set('h' + i, 'é'.repeat(900)); await fetch('/', { headers: h });",
    "const response = await fetch('/'); response.it = it; await response.text(); await response.json();",
    "const response = await fetch('/'); for await (const part of response.body) console.log(part, it);",
    "(await fetch('/')).body.cancel(it);",
    "const c = new AbortController(); fetch('/', { signal: c.signal }).catch(console.log); c.abort(it);",
    "await clock.sleep(it);",
    "clock.now = () => it; Date.now = () => it;",
    "setTimeout(() => { throw it; }, 1); await clock.sleep(5);",
    "setTimeout(it, it);",
    "Promise.reject(it);",
];

const ENDS: [&str; 8] = [
    "return it;",
    "throw it;",
    "return fetch('/');",
    "return clock;",
    "return [fetch, it, new Headers({ a: 'b' }), new AbortController()];",
    "return new Promise(() => {});",
    "return (await fetch('/')).body;",
    "return { then(resolve) { resolve(it); } };",
];

/// What breaks the language while a client waits.
const BROKEN: [&str; 7] = [
    "",
    "JSON.stringify = () => 'forged';",
    "Object.prototype.toJSON = () => 'forged';",
    "Object.defineProperty(Object.prototype, 'how', { get() { return '\"'; }, set() {} });",
    "Map.prototype.get = Map.prototype.set = () => { throw 1; };",
    "Array.prototype.push = Array.prototype.shift = Array.prototype.join = () => '\"]';",
    "Promise.prototype.then = () => 1;",
];

fn challenge() -> ChallengeSpec {
    let replies = json!([
        { "path": "/", "json": { "id": 1 }, "headers": { "date": "{date}" } },
        { "pieces": [{ "text": "data: é" }, { "after": 100, "text": "\n\n" }], "end": "cut" },
        { "end": "fails" },
        { "status": 503 },
    ]);
    let case = |name: &str| {
        let call = json!({ "args": [1], "replies": replies, "expect": [{ "returns": 1 }] });
        json!({ "name": name, "visible": true, "call": call })
    };
    let spec = json!({
        "id": "x", "contract": "client", "entry": "load", "cases": [case("a"), case("b")],
        "solution": { "code": "x", "html": "x" },
    });
    serde_json::from_value(spec).expect("it is a challenge")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_client_is_read(
        it in odd(),
        done in prop::collection::vec(prop::sample::select(DONE.to_vec()), 0..4),
        end in prop::sample::select(ENDS.to_vec()),
        broken in prop::sample::select(BROKEN.to_vec()),
        early in any::<bool>(),
    ) {
        let nested = "const nested = (it, n) => { for (let i = 0; i < n; i += 1) it = i % 2 ? [it] : { it }; return it; };";
        let done: Vec<String> = done.iter().map(|it| format!("try {{ {it} }} catch {{}}")).collect();
        let done = done.join("\n");
        let (first, last) = if early { (broken, "") } else { ("", broken) };
        let source = format!(
            "{nested}\n{first}\nasync function load(id, fetch, clock) {{\nconst it = {it};\n{done}\n{last}\n{end}\n}}"
        );
        is_run_and_read(&challenge(), &source)?;
    }
}
