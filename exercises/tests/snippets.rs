//! Code examples: their console lines, the requests that the page sends for them, and how they end.

mod support;

use exercises::{
    judge::{Fetched, LogLevel, MAX_FETCHES, Reason},
    observe::{RequestSpec, Response},
};
use support::snippet;

#[allow(clippy::unnecessary_wraps, reason = "the type that a page's fetch has")]
fn echo(request: &RequestSpec) -> Result<Fetched, String> {
    Ok(Fetched {
        response: Response {
            status: if request.url.contains("nope") {
                404
            } else {
                200
            },
            headers: vec![("Content-Type".into(), "application/json".into())],
            body: serde_json::to_string(request).expect("a request is JSON"),
        },
        status_text: "OK".into(),
        url: format!("http://here{}", request.url),
        redirected: false,
    })
}

fn texts(code: &str) -> Vec<String> {
    let (outcome, logs) = snippet(code, echo);
    assert_eq!(outcome.reason, None, "{outcome:?}");
    logs.into_iter().map(|it| it.text).collect()
}

#[test]
fn a_response_reads_as_one_of_fetch() {
    let lines = texts(
        "const r = await fetch('/api/greeting?name=Ada', { method: 'POST', headers: { 'X-A': 'b' }, body: 'hi' });
         console.log(r.ok, r.status, r.statusText, r.url, r.redirected);
         console.log(r.headers.get('content-TYPE'), r.headers.has('x'), [...r.headers.entries()]);
         const sent = await r.json();
         console.log(sent);
         try { await r.text(); } catch (error) { console.log(error.name); }",
    );
    assert_eq!(
        lines,
        [
            "true 200 OK http://here/api/greeting?name=Ada false",
            r#"application/json false [["Content-Type", "application/json"]]"#,
            r#"{ method: "POST", url: "/api/greeting?name=Ada", headers: [["X-A", "b"]], body: "hi" }"#,
            "TypeError",
        ]
    );
}

#[test]
fn a_status_of_404_is_an_answer_and_no_answer_is_an_error() {
    assert_eq!(
        texts("const r = await fetch('/nope'); console.log(r.ok, r.status)"),
        ["false 404"]
    );
    let (outcome, logs) = snippet(
        "try { await fetch('/x') } catch (e) { console.error(e) } await fetch('/x')",
        |_| Err("Failed to fetch".to_owned()),
    );
    assert_eq!(
        (logs[0].level, logs[0].text.as_str()),
        (LogLevel::Error, "TypeError: Failed to fetch")
    );
    assert_eq!(outcome.reason, Some(Reason::Threw));
    assert_eq!(
        outcome.problem.map(|it| it.message),
        Some("Failed to fetch".to_owned())
    );
}

#[test]
fn requests_are_bounded() {
    let code = format!(
        "for (let i = 0; i < {}; i += 1) await fetch('/' + i)",
        MAX_FETCHES + 1
    );
    let (outcome, _) = snippet(&code, echo);
    assert_eq!(outcome.reason, Some(Reason::Threw));
    let (outcome, _) = snippet(
        "await fetch('/', { method: 'POST', body: 'x'.repeat(100000) })",
        echo,
    );
    assert_eq!(outcome.reason, Some(Reason::Threw));
    let (outcome, _) = snippet("await fetch('/', { method: 'POST', body: { a: 1 } })", echo);
    assert!(
        outcome
            .problem
            .is_some_and(|it| it.message.contains("JSON.stringify"))
    );
}

#[test]
fn several_requests_may_be_under_way_at_once() {
    let lines = texts(
        "const all = await Promise.all(['/a', '/b', '/nope'].map((it) => fetch(it))); console.log(all.map((it) => it.status));",
    );
    assert_eq!(lines, ["[200, 200, 404]"]);
}

#[test]
fn errors_name_the_snippets_own_line_and_column() {
    let place = |code: &str| {
        let (outcome, _) = snippet(code, echo);
        let problem = outcome.problem.expect("the engine said something");
        (outcome.reason, problem.line, problem.column)
    };
    assert_eq!(place("missing()"), (Some(Reason::Threw), Some(1), Some(1)));
    assert_eq!(
        place("\n  missing()"),
        (Some(Reason::Threw), Some(2), Some(3))
    );
    let (reason, line, _) = place("let a;\nlet b = = 1;");
    assert_eq!((reason, line), (Some(Reason::LoadError), Some(2)));
}

#[test]
fn a_snippet_ends_with_its_value_or_is_stopped() {
    assert_eq!(
        snippet("return { a: 1 }", echo).0.returned.as_deref(),
        Some("{ a: 1 }")
    );
    assert_eq!(snippet("", echo).0.returned, None);
    assert_eq!(snippet("for (;;);", echo).0.reason, Some(Reason::Timeout));
    assert_eq!(
        snippet("await new Promise(() => {})", echo).0.reason,
        Some(Reason::Timeout)
    );
}
