//! Clients that do what is wrong, and change the language so that it looks right: the record says what they did.

use exercises::judge::{Report, Symptom, Verdict};
use serde_json::{Value as Json, json};

use crate::run;

/// Changes to the language, each by itself.
const CHANGES: [&str; 24] = [
    "Headers.prototype.entries = function* () { yield ['x-a', '1']; };",
    "Headers.prototype[Symbol.iterator] = function* () { yield ['x-a', '1']; };",
    "Headers.prototype.get = () => '1';",
    "Headers.prototype.has = () => true;",
    "Headers.prototype.set = Headers.prototype.append = () => {};",
    "for (const it of ['keys', 'values', 'forEach', 'delete']) Headers.prototype[it] = () => { throw 1; };",
    "AbortSignal.prototype.addEventListener = (type, run) => run();",
    "Object.defineProperty(AbortSignal.prototype, 'aborted', { get: () => true });",
    "Object.defineProperty(AbortSignal.prototype, 'reason', { get: () => 'mine' });",
    "Object.setPrototypeOf(AbortSignal.prototype, { addEventListener: (type, run) => run() }); delete AbortSignal.prototype.addEventListener;",
    "class EventTarget { addEventListener(type, run) { run(); } } Object.setPrototypeOf(AbortSignal.prototype, EventTarget.prototype);",
    "Array.prototype[Symbol.iterator] = function* () { yield 'x-a'; yield '1'; };",
    "Object.getPrototypeOf([].keys()).next = () => ({ done: true });",
    "for (const it of ['push', 'shift', 'map', 'join', 'forEach', 'entries']) Array.prototype[it] = () => [];",
    "Object.defineProperty(Array.prototype, '0', { set() {}, get: () => 'x-a' });",
    "for (const it of ['get', 'set', 'has', 'forEach', 'entries', Symbol.iterator]) Map.prototype[it] = () => '1';",
    "Promise.prototype.then = function (resolve) { resolve(200); };",
    "Promise.prototype.constructor = class { constructor(run) { run(() => {}, () => {}); } };",
    "String.prototype[Symbol.split] = () => ['ids=a']; String.prototype.split = () => ['ids=a'];",
    "for (const it of ['toLowerCase', 'toUpperCase', 'indexOf', 'slice', 'startsWith', 'trim']) String.prototype[it] = () => 'x-a';",
    "Object.prototype.get = () => '1'; Object.prototype.set = () => {};",
    "Object.prototype.path = '/b'; Object.prototype.lookup = null; Object.prototype.value = 1;",
    "Object.prototype.aborted = true; Object.prototype.how = 'aborted'; Object.prototype.status = 200;",
    "Reflect.ownKeys = () => ['x-a']; Reflect.apply = () => '1'; Reflect.get = () => '1'; JSON.stringify = () => '\"1\"';",
];

/// What is answered, what would be right, what is done instead, and the mistake in that.
fn wrong_clients() -> Vec<(Json, Json, &'static str, Symptom)> {
    let with = |wanted: Json| json!({ "requests": [wanted] });
    let lookup = json!([{ "lookup": { "name": "ids", "most": 1, "items": { "a": 1, "b": 2 } } }]);
    vec![
        (
            json!([{}]),
            with(json!({ "headers": { "x-a": "1" } })),
            "await fetch('/', { headers: new Headers({ 'x-b': '2' }) });",
            Symptom::HeaderMissing,
        ),
        (
            json!([{}]),
            with(json!({ "without": ["x-b"] })),
            "await fetch('/', { headers: { 'x-b': '2' } });",
            Symptom::HeaderUnwanted,
        ),
        (
            json!([{}]),
            with(json!({ "headers": { "content-type": "application/json" } })),
            "await fetch('/', { method: 'POST', body: '{}' });",
            Symptom::HeaderWrong,
        ),
        (
            json!([{ "end": "silent" }]),
            with(json!({ "aborted": true })),
            "fetch('/', { signal: new AbortController().signal }); await clock.sleep(9);",
            Symptom::NotAborted,
        ),
        (
            json!([{ "given": { "x-a": "1" }, "status": 200 }]),
            json!({ "returns": 200 }),
            "return (await fetch('/', { headers: { 'x-b': '2' } })).status;",
            Symptom::WrongResult,
        ),
        (
            lookup,
            json!({ "returns": 200 }),
            "return (await fetch('/?ids=a,b')).status;",
            Symptom::WrongResult,
        ),
        (
            json!([{ "method": "GET", "path": "/a", "status": 503 }, {}]),
            json!({ "count": [2, 2] }),
            "await fetch('/a');",
            Symptom::FewerRequests,
        ),
    ]
}

/// What a report says of a client: the verdict, the mistake, and the requests.
fn said(report: &Report) -> String {
    let clients: Vec<_> = report.cases.iter().map(|it| &it.client).collect();
    format!(
        "{:?} {:#?} {clients:#?}",
        report.verdict, report.explanation
    )
}

#[test]
fn a_wrong_client_stays_wrong_whatever_it_makes_of_the_language() {
    for (replies, expect, body, symptom) in wrong_clients() {
        let honest = run(&replies, &expect, body);
        assert_eq!(honest.verdict, Verdict::Fail, "{body}");
        let found = honest.explanation.as_ref().expect("it is explained");
        assert_eq!(found.symptom, symptom, "{body}");
        for change in CHANGES {
            for code in [
                format!("{change} {body}"), // within the call
                format!("}} {change} load = async (fetch, clock) => {{ {body}"), // and before it
            ] {
                let forged = run(&replies, &expect, &code);
                assert_eq!(said(&forged), said(&honest), "{code}");
            }
        }
    }
}

#[test]
fn a_right_client_stays_right() {
    let expect = json!({ "returns": "AbortError", "requests": [{ "headers": { "x-a": "1, 2" }, "aborted": true }] });
    let body = "const stop = new AbortController(); const fields = new Headers([['X-A', 1]]); fields.append('x-a', ' 2 '); \
        setTimeout(() => stop.abort(), 10); \
        return fetch('/', { headers: fields, signal: AbortSignal.any([stop.signal]) }).catch((it) => it.name);";
    let report = run(&json!([{ "end": "silent" }]), &expect, body);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
    let any = "try { AbortSignal.any([{ aborted: true }]); } catch (it) { return it.name; }";
    let report = run(&json!([{}]), &json!({ "returns": "TypeError" }), any);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
}
