//! Clients in the agent and before the judge: the scripted server, virtual time, and what has no end.

mod support;

use exercises::judge::{CaseReport, ChallengeSpec, Report, Symptom, Verdict};
use serde_json::{Value as Json, json};
use support::{grade, lines};

/// A challenge with one case.
fn challenge(call: &Json) -> ChallengeSpec {
    let spec: ChallengeSpec = serde_json::from_value(json!({
        "id": "x", "contract": "client", "entry": "load",
        "cases": [{ "name": "a", "visible": true, "call": call }],
        "solution": { "code": "x", "html": "x" },
    }))
    .expect("it is a challenge");
    assert_eq!(spec.problems(), Vec::<String>::new());
    spec
}

/// A run of `async function load(fetch, clock)` with this body, against these replies.
fn run(replies: &Json, expect: &Json, body: &str) -> Report {
    let code = format!("async function load(fetch, clock) {{ {body} }}");
    grade(
        &challenge(&json!({ "replies": replies, "expect": [expect] })),
        &code,
        1,
    )
}

/// What such a function returns.
#[track_caller]
fn returns(replies: &Json, expected: &Json, body: &str) -> CaseReport {
    let mut report = run(replies, &json!({ "returns": expected }), body);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
    report.cases.remove(0)
}

#[track_caller]
fn told(report: &Report, symptom: Symptom, words: &str) {
    let found = report.explanation.as_ref().expect("it is explained");
    assert_eq!(found.symptom, symptom, "{report:#?}");
    assert!(found.text.contains(words), "{}", found.text);
}

#[test]
fn a_response_is_what_a_browser_gives() {
    let replies = json!([{ "status": 404, "headers": { "x-a": "1" }, "json": { "é": 1 } }]);
    returns(
        &replies,
        &json!([false, 404, "Not Found", "1", null, true, "application/json", { "é": 1 }, true, "/a"]),
        "const r = await fetch('/a'); const h = r.headers; \
         return [r.ok, r.status, r.statusText, h.get('X-A'), h.get('y'), h.has('x-a'), h.get('content-type'), await r.json(), r.bodyUsed, r.url];",
    );
    returns(
        &json!([{ "body": "a" }]),
        &json!("TypeError"),
        "const r = await fetch('/'); await r.text(); return r.text().catch((it) => it.name);",
    );
}

#[test]
fn where_there_is_no_answer_fetch_rejects_and_a_status_does_not() {
    returns(
        &json!([{ "end": "fails" }]),
        &json!(["TypeError", 50]),
        "return fetch('/').catch((it) => [it.name, clock.now()]);",
    );
    returns(
        &json!([{ "status": 500 }]),
        &json!(500),
        "return (await fetch('/')).status;",
    );
}

#[test]
fn replies_are_given_in_order_and_the_last_that_fits_again() {
    let replies = json!([
        { "method": "GET", "path": "/a", "body": "a1" },
        { "method": "GET", "path": "/a", "body": "a2" },
        { "path": "/b/*", "body": "b" },
        { "given": { "x-key": "k" }, "body": "key" },
    ]);
    returns(
        &replies,
        &json!(["a1", "a2", "a2", "b", "key", "Not Found", "a2"]),
        "const found = []; \
         for (const [url, options] of [['/a'], ['/a'], ['http://x.example/a'], ['/b/c', { method: 'PUT' }], ['/z', { headers: { 'X-Key': 'k' } }], ['/a', { method: 'post' }], ['/a', { method: 'get' }]]) \
           found.push(await (await fetch(url, options)).text()); \
         return found;",
    );
}

#[test]
fn time_only_passes_where_something_waits() {
    let case = returns(
        &json!([{ "after": 250 }]),
        &json!([0, 0, 86_400_000 / 200, 3, 432_250, 432_250]),
        "const began = Date.now(); const first = clock.now(); for (let i = 0; i < 1e5; i += 1); const busy = Date.now() - began; \
         let rung = 0; const timer = setInterval(() => { rung += 1; if (rung === 3) clearInterval(timer); }, 10); \
         const never = setTimeout(() => { rung = 99; }, 20); clearTimeout(never); \
         await clock.sleep(432_000); const slept = clock.now(); await fetch('/'); \
         return [first, busy, slept, rung, performance.now(), new Date() - began];",
    );
    assert!(case.ms.expect("it ended") < 900.0);
    assert_eq!(
        case.client.expect("it is a client").took,
        Some(432_250),
        "virtual time is told"
    );
}

#[test]
fn a_client_may_abort_what_takes_too_long() {
    let silent = json!([{ "end": "silent" }]);
    returns(
        &silent,
        &json!(["TimeoutError", 3000, true]),
        "try { await fetch('/', { signal: AbortSignal.timeout(3000) }); } catch (it) { return [it.name, clock.now(), it instanceof DOMException]; }",
    );
    let case = returns(
        &silent,
        &json!("AbortError"),
        "const stop = new AbortController(); setTimeout(() => stop.abort(), 10); return fetch('/', { signal: stop.signal }).catch((it) => it.name);",
    );
    let sent = case.client.expect("it is a client").requests;
    assert_eq!(
        (sent[0].until, sent[0].answer.as_str()),
        (Some(10), "aborted by the client before an answer")
    );
    returns(
        &json!([{}]),
        &json!(["mine", 0]),
        "return fetch('/', { signal: AbortSignal.abort('mine') }).catch((it) => [it, clock.now()]);",
    );
}

#[test]
fn a_body_comes_in_pieces_and_may_be_cut() {
    let replies =
        json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "bé" }], "end": "cut" }]);
    returns(
        &replies,
        &json!([["a", 50], ["bé", 150], "TypeError"]),
        "const found = []; const decoder = new TextDecoder(); \
         try { for await (const bytes of (await fetch('/')).body) found.push([decoder.decode(bytes), clock.now()]); } catch (it) { found.push(it.name); } \
         return found;",
    );
    returns(
        &replies,
        &json!("TypeError"),
        "return (await fetch('/')).text().catch((it) => it.name);",
    );
    returns(
        &json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "b" }], "end": "open" }]),
        &json!("a"),
        "for await (const bytes of (await fetch('/')).body) return new TextDecoder().decode(bytes);",
    );
}

#[test]
fn a_body_is_read_once_and_a_clone_has_one_of_its_own() {
    let used = "const told = (it) => it.then(() => 'read', (error) => error.name);";
    let replies = json!([{ "body": "aé" }]);
    returns(
        &replies,
        &json!([
            true,
            [97, 195, 169],
            true,
            "TypeError",
            "TypeError",
            "TypeError"
        ]),
        &format!(
            "{used} const r = await fetch('/'); const bytes = await r.arrayBuffer(); \
             let clone = 'cloned'; try {{ r.clone(); }} catch (error) {{ clone = error.name; }} \
             return [bytes instanceof ArrayBuffer, [...new Uint8Array(bytes)], r.bodyUsed, clone, await told(r.text()), await told(r.arrayBuffer())];"
        ),
    );
    returns(
        &replies,
        &json!([false, false, "aé", true, false, "aé", 3, "TypeError"]),
        &format!(
            "{used} const r = await fetch('/'); const other = r.clone(); const third = other.clone(); \
             const found = [r.bodyUsed, other.bodyUsed, await r.text(), r.bodyUsed, other.bodyUsed, await other.text()]; \
             return [...found, (await third.arrayBuffer()).byteLength, await told(other.json())];"
        ),
    );
    // A reader has taken the body, though nothing was read.
    returns(
        &replies,
        &json!("TypeError"),
        "const r = await fetch('/'); r.body.getReader(); try { r.clone(); } catch (error) { return error.name; }",
    );
    returns(
        &json!([{ "status": 404, "headers": { "x-a": "1" }, "json": 1 }]),
        &json!([404, "Not Found", false, "1", "/a", 1, "Response"]),
        "const it = (await fetch('/a')).clone(); \
         return [it.status, it.statusText, it.ok, it.headers.get('x-a'), it.url, await it.json(), it.constructor.name];",
    );
    returns(
        &json!([{ "status": 204 }]),
        &json!(0),
        "return (await (await fetch('/')).arrayBuffer()).byteLength;",
    );
}

#[test]
fn a_clone_is_given_every_piece_and_keeps_the_body_coming() {
    let pieces =
        json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "b" }], "end": "close" }]);
    let read = "const decoder = new TextDecoder(); \
         const read = async (it) => { const found = []; for await (const bytes of it.body) found.push([decoder.decode(bytes), clock.now()]); return found; };";
    returns(
        &pieces,
        &json!([[["a", 50], ["b", 150]], [["a", 50], ["b", 150]]]),
        &format!(
            "{read} const r = await fetch('/'); const other = r.clone(); return Promise.all([read(r), read(other)]);"
        ),
    );
    // One that is given up ends for itself alone; the other goes on.
    let case = returns(
        &pieces,
        &json!([true, true, "ab"]),
        "const r = await fetch('/'); const other = r.clone(); const reader = r.body.getReader(); \
         await reader.read(); const next = reader.read(); await reader.cancel(); \
         return [(await next).done, (await reader.read()).done, await other.text()];",
    );
    assert_eq!(
        case.client.expect("it is a client").requests[0].answer,
        "200 OK"
    );
    // Where both are, nobody reads the body any more.
    let case = returns(
        &pieces,
        &json!([true, true]),
        "const r = await fetch('/'); const other = r.clone(); await r.body.cancel(); await r.body.cancel(); await other.body.cancel(); \
         return [r.bodyUsed, other.bodyUsed];",
    );
    assert_eq!(
        case.client.expect("it is a client").requests[0].answer,
        "200 OK, and the client gave up the body"
    );
    // Whoever asks first gets the first piece.
    returns(
        &json!([{ "pieces": [{ "after": 10, "text": "a" }, { "after": 10, "text": "b" }] }]),
        &json!(["a", "b", true]),
        "const reader = (await fetch('/')).body.getReader(); const decoder = new TextDecoder(); \
         const [one, two, three] = await Promise.all([reader.read(), reader.read(), reader.read()]); \
         return [decoder.decode(one.value), decoder.decode(two.value), three.done];",
    );
    returns(
        &json!([{ "pieces": [{ "text": "a" }, { "after": 100, "text": "b" }], "end": "cut" }]),
        &json!(["TypeError", "TypeError"]),
        "const r = await fetch('/'); const failed = (it) => it.catch((error) => error.name); \
         return Promise.all([failed(r.clone().arrayBuffer()), failed(r.text())]);",
    );
}

#[test]
fn a_date_in_a_field_is_the_one_of_the_reply() {
    let replies = json!([
        { "after": 1000, "headers": { "date": "{date}", "retry-after": "{date+7000}" } },
        { "after": 1, "headers": { "x": "a, {date-1000}; {date+86400000}" } },
    ]);
    returns(
        &replies,
        &json!([
            "Thu, 01 Jan 2026 00:00:01 GMT",
            "Thu, 01 Jan 2026 00:00:08 GMT",
            7000,
            "a, Thu, 01 Jan 2026 00:00:01 GMT; Fri, 02 Jan 2026 00:00:02 GMT",
        ]),
        "const one = (await fetch('/')).headers; const wait = Date.parse(one.get('retry-after')) - Date.now(); \
         const two = (await fetch('/')).headers; return [one.get('date'), one.get('retry-after'), wait, two.get('x')];",
    );
    let call = json!({ "replies": [{ "headers": { "x": "{date+7s}" } }], "expect": [{}] });
    let call: exercises::judge::Call = serde_json::from_value(call).expect("it is a call");
    assert!(
        (call.problems().concat()).contains("`{date+7s}` has no date in it"),
        "{:?}",
        call.problems()
    );
}

#[test]
fn what_has_no_end_is_ended_and_told() {
    let any = json!({});
    let silent = json!([{ "end": "silent" }]);
    for (replies, body, symptom, words) in [
        (
            &silent,
            "await fetch('/');",
            Symptom::NeverSettled,
            "something that never comes",
        ),
        (
            &silent,
            "await new Promise(() => {});",
            Symptom::NeverSettled,
            "`load()` waits",
        ),
        (
            &silent,
            "while (true) await clock.sleep(1e5);",
            Symptom::WaitsTooLong,
            "10 minutes",
        ),
        (
            &json!([{}]),
            "while (true) await fetch('/');",
            Symptom::RequestsWithoutEnd,
            "more than 50 requests",
        ),
        (
            &silent,
            "while (true) await clock.sleep(0);",
            Symptom::TimersWithoutEnd,
            "thousands",
        ),
        (
            &silent,
            "setInterval(() => {}, 1); await new Promise(() => {});",
            Symptom::TimersWithoutEnd,
            "thousands",
        ),
    ] {
        let report = run(replies, &any, body);
        assert_eq!(report.verdict, Verdict::Fail, "{body}");
        told(&report, symptom, words);
    }
    told(
        &run(&silent, &any, "while (true) await null;"),
        Symptom::Timeout,
        "within a second",
    );
}

#[test]
fn what_was_sent_is_held_against_what_should_be() {
    use Symptom as S;
    let replies = json!([{ "status": 503 }, { "json": 1 }]);
    for (expect, body, symptom, words) in [
        (
            json!({ "count": [1, 2] }),
            "",
            S::NoRequest,
            "no request at all",
        ),
        (
            json!({ "count": [3, 3] }),
            "await fetch('/'); await fetch('/');",
            S::FewerRequests,
            "2 of 3",
        ),
        (
            json!({ "count": [0, 1] }),
            "await fetch('/'); await fetch('/');",
            S::MoreRequests,
            "2 requests where at most 1",
        ),
        (
            json!({ "requests": [{ "method": "POST", "path": "/a" }] }),
            "await fetch('/a');",
            S::WrongRequest,
            "`POST /a` and is `GET /a`",
        ),
        (
            json!({ "requests": [{ "headers": { "x-a": "1" } }] }),
            "await fetch('/');",
            S::HeaderMissing,
            "lacks the header field `x-a`",
        ),
        (
            json!({ "requests": [{ "without": ["x-a"] }] }),
            "await fetch('/', { headers: [['X-A', '2']] });",
            S::HeaderUnwanted,
            "`x-a`",
        ),
        (
            json!({ "same": ["x-a"] }),
            "for (const a of 'ab') await fetch('/', { headers: { 'x-a': a } });",
            S::HeaderVaries,
            "the same `x-a`",
        ),
        (
            json!({ "requests": [{ "json": { "a": 1 } }] }),
            "await fetch('/', { method: 'POST', body: { a: 1 } });",
            S::WrongBody,
            "[object Object]",
        ),
        (
            json!({ "requests": [{}, { "wait": [1000, 2000] }] }),
            "await fetch('/'); await clock.sleep(999); await fetch('/');",
            S::TooSoon,
            "999 ms",
        ),
        (
            json!({ "requests": [{}, { "wait": [1000, 2000] }] }),
            "await fetch('/'); await clock.sleep(2001); await fetch('/');",
            S::TooLate,
            "2001 ms",
        ),
        (
            json!({ "at_once": 1 }),
            "await Promise.all([fetch('/'), fetch('/')]);",
            S::TooManyAtOnce,
            "2 requests under way",
        ),
        (
            json!({ "took": [0, 100] }),
            "await clock.sleep(101);",
            S::TooLate,
            "at most 100 ms",
        ),
        (
            json!({ "requests": [{ "aborted": true }] }),
            "await fetch('/');",
            S::NotAborted,
            "never aborted",
        ),
    ] {
        told(&run(&replies, &expect, body), symptom, words);
    }
}

#[test]
fn what_came_of_it_is_held_against_what_should() {
    use Symptom as S;
    let replies = json!([{ "status": 503 }, { "json": 1 }]);
    for (expect, body, symptom, words) in [
        (
            json!({ "throws": "*503*" }),
            "await fetch('/');",
            S::ShouldThrow,
            "as if all were well",
        ),
        (
            json!({ "throws": "*503*" }),
            "throw new Error('no');",
            S::WrongError,
            "another one",
        ),
        (
            json!({ "returns": 1 }),
            "return fetch('/');",
            S::ReturnedResponse,
            "the Response itself",
        ),
        (
            json!({ "returns": { "a": 1 } }),
            "return { a: (await fetch('/')).json() };",
            S::ReturnedPromise,
            "await",
        ),
        (
            json!({ "returns": 1 }),
            "await fetch('/');",
            S::ReturnedUndefined,
            "`return` missing",
        ),
        (
            json!({ "returns": 1 }),
            "return 2;",
            S::WrongResult,
            "should return 1, and returned 2",
        ),
        (
            json!({ "returns": 1 }),
            "return nowhere;",
            S::Threw,
            "in line 1",
        ),
    ] {
        told(&run(&replies, &expect, body), symptom, words);
    }
}

#[test]
fn the_nearest_of_several_expectations_is_told() {
    let call = json!({ "replies": [{}], "expect": [{ "returns": "a", "count": [1, 1] }, { "returns": "b", "count": [0, 0] }] });
    let spec = challenge(&call);
    let fails = |code: &str| grade(&spec, code, 1);
    assert_eq!(fails("const load = () => 'b';").verdict, Verdict::Pass);
    told(
        &fails("async function load(fetch) { await fetch('/'); return 'c'; }"),
        Symptom::WrongResult,
        "should return \"a\"",
    );
}

#[test]
fn one_case_leaves_nothing_to_the_next() {
    let call = json!({ "replies": [{}], "expect": [{ "returns": 0, "count": [0, 0] }] });
    let mut spec = challenge(&call);
    let again = spec.cases[0].clone();
    spec.cases.extend((0..3).map(|at| {
        let mut case = again.clone();
        case.name = at.to_string();
        case
    }));
    let code = "let calls = 0; \
        async function load(fetch, clock) { setTimeout(() => { calls += 1; fetch('/late'); }, 5); const before = calls; return before + clock.now(); }";
    assert_eq!(grade(&spec, code, 1).verdict, Verdict::Pass);
}

#[test]
fn expectations_never_enter_the_sandbox() {
    let call = json!({ "args": ["in"], "replies": [{ "body": "reply" }], "expect": [{ "returns": "secret", "same": ["x-secret"] }] });
    let line = exercises::judge::Run::new(&challenge(&call), "code", 1).start_line();
    assert!(line.contains("reply") && line.contains("in") && !line.contains("secret"));
}

#[test]
fn a_record_that_the_agent_does_not_send_is_not_believed() {
    let spec = challenge(&json!({ "replies": [{}], "expect": [{ "count": [1, 1] }] }));
    let code = "async function load(fetch) { await fetch('/'); }";
    let run = exercises::judge::Run::new(&spec, code, 1);
    let said = lines(&run);
    let seen = said
        .iter()
        .find(|it| it.starts_with("[\"seen\""))
        .expect("it was seen");
    assert!(seen.contains("\"answered\""), "{seen}");
    for (from, to) in [
        ("\"answered\"", "\"fine\""),
        ("[[\"GET\"", "[[7"),
        (",50,200]", ",50]"),
        (",50,200]", ",-1,200]"),
    ] {
        let mut run = exercises::judge::Run::new(&spec, code, 1);
        for line in &said {
            run.feed(&line.replace(from, to));
        }
        let told = run.report(1.0).explanation.expect("it is explained");
        assert_eq!(told.symptom, Symptom::Interfered, "{from} {to}");
    }
}
