//! The agent and the judge together: what a learner is told of each wrong answer.

mod support;

use exercises::judge::{Case, Reason, Request, Run, Symptom, Verdict, Visibility};
use support::{ANSWER, bent, bent_with, grade, greeter, told};

#[test]
fn a_right_handler_passes_whatever_is_generated() {
    for seed in 0..50 {
        let report = grade(
            &greeter(),
            &format!("{ANSWER}\nconst handleRequest = answer;"),
            seed,
        );
        assert_eq!(report.verdict, Verdict::Pass, "seed {seed}: {report:#?}");
        assert_eq!((report.passed, report.total), (45, 45));
        assert_eq!(
            (report.unseen.hidden_passed, report.unseen.generated_passed),
            (2, 40)
        );
        assert_eq!(report.cases.len(), 3, "only the visible ones are listed");
        assert_eq!(report.summary, "All 45 tests pass.");
        assert!(report.explanation.is_none());
    }
}

#[test]
fn wrong_answers_are_named() {
    use Symptom as S;
    for (code, symptom, words) in [
        (
            "if (it.status === 200) it.body = 'Hi'; return it",
            S::WrongBody,
            "is right, the body is not",
        ),
        (
            "it.body = it.body.toLowerCase(); return it",
            S::BodyNearlyRight,
            "letter by letter",
        ),
        (
            "if (it.status === 405) it.status = 400; return it",
            S::WrongStatus,
            "should be 405 and is 400",
        ),
        (
            "return it.status === 405 ? { status: 404, body: 'Not Found' } : it",
            S::NotFoundForMethod,
            "so the answer is 405",
        ),
        (
            "return it.status === 404 ? { status: 405, body: 'Method Not Allowed' } : it",
            S::MethodForNotFound,
            "so the answer is 404",
        ),
        (
            "return request.path.includes('?') ? { status: 404, body: 'Not Found' } : it",
            S::QueryNotIgnored,
            "Cut the query off",
        ),
        (
            "return answer({ ...request, method: request.method.toUpperCase() })",
            S::MethodCase,
            "case-sensitive",
        ),
        (
            "return answer({ ...request, path: request.path.replace('/?', '?').replace(/\\/$/, '') })",
            S::PathNotExact,
            "match exactly",
        ),
        (
            "return { statusCode: it.status, body: it.body }",
            S::MissingStatus,
            "only `statusCode` and `body`",
        ),
        (
            "return { status: it.status, text: it.body }",
            S::MissingBody,
            "exactly `body`",
        ),
        (
            "return { ...it, status: String(it.status) }",
            S::StatusIsString,
            "without quotes",
        ),
        (
            "return { ...it, status: null }",
            S::StatusNotNumber,
            "is null",
        ),
        (
            "return { ...it, body: { text: it.body } }",
            S::BodyIsObject,
            "is an object",
        ),
        (
            "return { ...it, body: 200 }",
            S::BodyNotString,
            "is no text",
        ),
        (
            "return { status: 418, body: 'teapot' }",
            S::WrongAnswer,
            "should be answered with",
        ),
    ] {
        told(&bent(code), Verdict::Fail, None, symptom, words);
    }
}

#[test]
fn a_query_is_only_to_blame_where_the_route_was_not_found() {
    let mut spec = greeter();
    spec.generated = None;
    spec.cases.truncate(1);
    let request = spec.cases[0].request.as_mut().expect("it is one request");
    request.method = "POST".to_owned();
    request.path = "/hello?x=1".to_owned();
    spec.cases[0].accept[0].status = 405;
    let report = grade(
        &spec,
        "const handleRequest = () => ({ status: 404, body: 'Not Found' });",
        0,
    );
    told(
        &report,
        Verdict::Fail,
        None,
        Symptom::NotFoundForMethod,
        "Mind the query, too",
    );
}

#[test]
fn of_a_long_answer_only_the_status_is_told() {
    let mut spec = greeter();
    spec.generated = None;
    spec.cases.truncate(1);
    spec.cases[0].accept[0].body = Some("Hello! ".repeat(20));
    for (status, words) in [
        (
            418,
            "should be answered with status 200, and was answered with status 418.",
        ),
        (200, "it should be \"Hello! Hello! "),
    ] {
        let code = format!("const handleRequest = () => ({{ status: {status}, body: '' }});");
        let told = grade(&spec, &code, 0)
            .explanation
            .expect("it is wrong")
            .text;
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn what_is_no_response_is_named() {
    use Symptom as S;
    for (code, symptom, words) in [
        ("", S::ReturnedUndefined, "Is a `return` missing"),
        ("return null", S::ReturnedNull, "returned null"),
        (
            "return it.body",
            S::ReturnedString,
            "only text: \"Hello, World!\"",
        ),
        ("return it.status", S::ReturnedNumber, "only the number 200"),
        ("return [it]", S::ReturnedArray, "returned a list"),
        (
            "return Promise.resolve(it)",
            S::ReturnedPromise,
            "Take away `async`",
        ),
        ("return () => it", S::ReturnedOther, "[function]"),
        (
            "return new Map(Object.entries(it))",
            S::ReturnedOther,
            "Map(2)",
        ),
    ] {
        told(
            &bent(code),
            Verdict::Error,
            Some(Reason::NotAResponse),
            symptom,
            words,
        );
    }
}

#[test]
fn hidden_and_generated_cases_show_when_they_fail_the_simplest_first() {
    let report =
        bent("return request.path.includes('?') ? { status: 404, body: 'Not Found' } : it");
    let count = |wanted| {
        report
            .cases
            .iter()
            .filter(|it| it.visibility == wanted)
            .count()
    };
    assert_eq!(count(Visibility::Visible), 3);
    assert_eq!(count(Visibility::Hidden), 1);
    assert_eq!(count(Visibility::Generated), 1);
    let hidden = report
        .cases
        .iter()
        .find(|it| it.visibility == Visibility::Hidden)
        .expect("one is listed");
    assert_eq!(hidden.request.path, "/hello?x=1");
    assert_eq!(
        hidden.expected,
        [r#"{ status: 200, body: "Hello, World!" }"#]
    );
    let explanation = report.explanation.expect("something is explained");
    assert_eq!(
        (explanation.html.as_deref(), explanation.hint),
        (Some("Cut it."), Some(1))
    );
}

#[test]
fn the_part_that_differs_is_marked() {
    let report = bent("it.body = it.body.replace('World', 'Word'); return it");
    let field = &report.cases[0].fields[1];
    assert_eq!(
        (field.field.as_str(), field.verdict),
        ("body", Verdict::Fail)
    );
    let marked: String = field.expected[0]
        .iter()
        .filter(|it| it.differs)
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(marked, "l");
    let whole: String = field.actual.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(whole, r#""Hello, Word!""#);
    assert_eq!(report.cases[0].fields[0].verdict, Verdict::Pass);
}

#[test]
fn promises_count_where_a_challenge_allows_them() {
    let mut spec = greeter();
    spec.asynchronous = true;
    let run = |code: &str| grade(&spec, &format!("{ANSWER}\n{code}"), 3);
    assert_eq!(
        run("async function handleRequest(r) { await null; return answer(r); }").verdict,
        Verdict::Pass
    );
    assert_eq!(run("const handleRequest = answer;").verdict, Verdict::Pass);
    assert_eq!(
        run("const handleRequest = (r) => ({ then(done) { done(answer(r)); } });").verdict,
        Verdict::Pass
    );
    let report = run("async function handleRequest(r) { throw new Error('late'); }");
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::Threw))
    );
    let report = run("const handleRequest = () => new Promise(() => {});");
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::Timeout))
    );
}

#[test]
fn no_expected_answer_enters_the_sandbox() {
    let spec = greeter();
    let line = exercises::judge::Run::new(&spec, "", 5).start_line();
    for step in spec.cases.iter().flat_map(Case::all_steps) {
        let path = &step.request.path;
        assert!(line.contains(path), "{path} is asked for");
        for answer in &step.accept {
            let body = answer.body.as_deref().expect("its body is named");
            assert!(!line.contains(body), "{body} is given away");
            let status = answer.status.to_string();
            assert!(!line.contains(&status), "{status} is given away");
        }
    }
}

#[test]
fn a_made_case_that_fails_is_shrunk_to_its_core() {
    for seed in 0..10 {
        let report = bent_with(
            seed,
            "if (request.path.includes('?')) return { status: 404, body: 'Not Found' }; return it",
        );
        let made = report
            .cases
            .iter()
            .find(|it| it.visibility == Visibility::Generated);
        let made = made.expect("one fails");
        // Everything but the route and the question mark is gone.
        assert!(
            ["/hello?", "/time?", "/echo?"].contains(&made.request.path.as_str()),
            "seed {seed}: {}",
            made.request.path
        );
        let told = made.explanation.as_ref().map(|it| it.symptom);
        let of_the_query = [Symptom::QueryNotIgnored, Symptom::NotFoundForMethod];
        assert!(
            told.is_some_and(|it| of_the_query.contains(&it)),
            "{made:#?}"
        );
    }
}

#[test]
fn a_trial_takes_any_response_and_says_what_is_none() {
    let ask = |source: &str| {
        let spec = greeter();
        let request = Request {
            method: "BREW".into(),
            path: "/pot".into(),
            ..Request::default()
        };
        let mut run = Run::trial(&spec, source, request);
        for line in support::lines(&run) {
            run.feed(&line);
        }
        run.report(1.0)
    };
    let teapot =
        ask("const handleRequest = ({ method, path }) => ({ status: 418, body: method + path });");
    assert_eq!(teapot.verdict, Verdict::Pass);
    assert_eq!(
        teapot.cases[0].actual.as_deref(),
        Some(r#"{ status: 418, body: "BREW/pot" }"#)
    );
    told(
        &ask("function handleRequest() {}"),
        Verdict::Error,
        Some(Reason::NotAResponse),
        Symptom::ReturnedUndefined,
        "`BREW /pot`",
    );
}
