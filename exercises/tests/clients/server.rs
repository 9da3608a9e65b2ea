//! The scripted server, as code in the agent meets it: its answers, virtual time, and what is aborted or cut.

use serde_json::json;

use crate::returns;

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
