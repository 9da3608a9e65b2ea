//! The agent and the judge together: what a learner is told of code that does not load, throws, hangs or says too much.

mod support;

use exercises::judge::{LogLevel, Reason, Symptom, Verdict};
use support::{ANSWER, bent, grade, greeter, run, told};

#[test]
fn what_is_thrown_is_named_with_the_learners_line() {
    let report =
        run("function help(x) {\n  return x.y.z;\n}\nconst handleRequest = (r) =>\n  help(r);");
    told(
        &report,
        Verdict::Error,
        Some(Reason::Threw),
        Symptom::Threw,
        "in line 2: TypeError: ",
    );
    let problem = report.problem.expect("the engine said something");
    assert_eq!(
        (problem.line, problem.name.as_str()),
        (Some(2), "TypeError")
    );
    let calls: Vec<_> = problem
        .stack
        .iter()
        .map(|it| (it.function.as_str(), it.line))
        .collect();
    assert_eq!(calls, [("help", 2), ("handleRequest", 5)]);

    let report = run("function handleRequest() { throw 'no' }");
    told(
        &report,
        Verdict::Error,
        Some(Reason::Threw),
        Symptom::Threw,
        "\"no\"",
    );
    let report = run("function handleRequest(r) { return handleRequest(r) }");
    told(
        &report,
        Verdict::Error,
        Some(Reason::Threw),
        Symptom::StackOverflow,
        "called itself",
    );
}

#[test]
fn code_that_does_not_load_is_told_where() {
    use Symptom as S;
    for (code, symptom, place, words) in [
        (
            "let a = 1;\nlet b = = 2;",
            S::SyntaxError,
            (Some(2), true),
            "in line 2",
        ),
        (
            "function handleRequest() {\n  if (true) {\n}",
            S::SyntaxError,
            (Some(3), false),
            "never closed",
        ),
        ("/* never closed", S::SyntaxError, (Some(1), true), ""),
        (
            "}); handleRequest = 1; ({",
            S::SyntaxError,
            (Some(1), true),
            "",
        ),
        (
            "\nexport function handleRequest() {}",
            S::ModuleSyntax,
            (Some(2), true),
            "only work in modules",
        ),
        (
            "let imports = 1;\nlet imports = 2;",
            S::SyntaxError,
            (Some(2), true),
            "",
        ),
        (
            "\n\nmodule.exports = 1;",
            S::ThrewOnLoad,
            (Some(3), true),
            "before handleRequest was ever called",
        ),
        (
            "JSON.parse('{')",
            S::ThrewOnLoad,
            (Some(1), true),
            "SyntaxError",
        ),
    ] {
        let report = run(code);
        told(
            &report,
            Verdict::Error,
            Some(Reason::LoadError),
            symptom,
            words,
        );
        let problem = report.problem.expect("the engine said something");
        assert_eq!((problem.line, problem.column.is_some()), place, "{code}");
        assert_eq!((report.passed, report.cases.len()), (0, 3));
        assert!(report.cases.iter().all(|it| it.verdict == Verdict::NotRun));
    }
}

#[test]
fn a_missing_function_is_told_what_is_there_instead() {
    let told_entry = |code: &str, symptom, words: &str| {
        told(
            &run(code),
            Verdict::Error,
            Some(Reason::NoEntry),
            symptom,
            words,
        );
    };
    told_entry("", Symptom::EntryMissing, "Write `function handleRequest");
    told_entry(
        "function handlerequest() {}",
        Symptom::EntryMissing,
        "one named `handlerequest`",
    );
    told_entry(
        "const handleRequest = 'x'",
        Symptom::EntryNotFunction,
        "is \"x\", not a function",
    );
}

#[test]
fn a_hang_is_blamed_on_its_case() {
    let report = bent("while (request.path === '/nope') {} return it");
    told(
        &report,
        Verdict::Error,
        Some(Reason::Timeout),
        Symptom::Timeout,
        "`GET /nope` within a second",
    );
    let verdicts: Vec<_> = report.cases.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Pass, Verdict::Pass, Verdict::Error]);
    assert_eq!(report.passed, 2);

    told(
        &run("for (;;);"),
        Verdict::Error,
        Some(Reason::Timeout),
        Symptom::Timeout,
        "before handleRequest was called",
    );
}

#[test]
fn console_lines_stand_with_their_case_and_outlive_a_hang() {
    let report = bent("console.warn('asked for %s', request.path, { it }); return it");
    assert_eq!(report.verdict, Verdict::Pass);
    let log = &report.cases[1].logs;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].level, LogLevel::Warn);
    assert_eq!(
        log[0].text,
        r#"asked for /time { it: { status: 200, body: "Current time" } }"#
    );

    let report = run(
        "console.log('loading');\nfunction handleRequest() { for (let i = 0;; i += 1) console.log(i); }",
    );
    assert_eq!(report.logs[0].text, "loading");
    let hung = &report.cases[0];
    assert_eq!(
        (hung.verdict, hung.logs[3].text.as_str()),
        (Verdict::Error, "3")
    );

    let report = bent("for (let i = 0; i < 300; i += 1) console.log(i); return it");
    assert_eq!(report.verdict, Verdict::Pass);
    assert_eq!(
        (report.cases[0].logs.len(), report.cases[0].dropped),
        (200, 100)
    );
    assert_eq!(report.dropped, 45 * 300 - 200);
}

#[test]
fn code_that_is_too_long_is_refused() {
    let report = run(&"//\n".repeat(50_000));
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::LoadError))
    );
}

#[test]
fn too_much_said_ends_the_run() {
    let report =
        bent("return { ...it, extra: Array.from({ length: 7 }, () => 'x'.repeat(8000)), more: 0 }");
    assert_eq!(
        report.verdict,
        Verdict::Pass,
        "45 large answers are still read"
    );
    let mut spec = greeter();
    spec.generated.as_mut().expect("some are generated").count = 200;
    let code = format!(
        "{ANSWER}\nconst handleRequest = (r) => ({{ ...answer(r), extra: Array.from({{ length: 7 }}, () => 'x'.repeat(8000)) }});"
    );
    let report = grade(&spec, &code, 1);
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::TooMuchOutput))
    );
}
