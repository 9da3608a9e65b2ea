//! A challenge solved in TypeScript, with the agent and the judge that learners meet; and the course's JavaScript, which
//! is TypeScript as it stands.

#![cfg(all(feature = "compiler", feature = "typescript"))]

mod support;

use std::{fs, path::Path};

use exercises::{
    judge::{Reason, Run, Symptom, Verdict},
    typescript::{Problem, blank},
};

/// [`support::greeter`]'s answer, with types.
const SOLUTION: &str = r"interface Request { method: string; path: string }
type Route = readonly [method: string, body: string]

const routes = new Map<string, Route>([
  ['/hello', ['GET', 'Hello, World!']],
  ['/time', ['GET', 'Current time']],
  ['/echo', ['POST', 'Echo received']],
] as const)

function handleRequest({ method, path }: Request): { status: number; body: string } {
  const route = routes.get(path.split('?')[0]!)
  if (!route) return { status: 404, body: 'Not Found' }
  return route[0] === method ? { status: 200, body: route[1] } : { status: 405, body: 'Method Not Allowed' }
}
";

#[test]
fn a_solution_with_types_passes() {
    let spec = support::greeter();
    let left = blank(SOLUTION).expect("TypeScript");
    for seed in 0..20 {
        let report = support::grade(&spec, &left, seed);
        assert_eq!(report.verdict, Verdict::Pass, "{}", report.summary);
    }
    // The types are what keeps it from running as it is.
    let report = support::grade(&spec, SOLUTION, 0);
    assert_eq!(report.reason, Some(Reason::LoadError));
}

#[test]
fn an_error_is_told_at_its_place_among_the_types() {
    let typed =
        "type A = {\n  b: string\n}\nfunction handleRequest(a: A): void { (a as any).c.d() }";
    let report = support::grade(&support::greeter(), &blank(typed).expect("TypeScript"), 0);
    let problem = report.problem.expect("it throws");
    assert_eq!(
        (problem.name.as_str(), problem.line),
        ("TypeError", Some(4))
    );
    let column = problem.column.expect("a column") as usize;
    let from = typed
        .lines()
        .last()
        .and_then(|it| it.find("(a as any)"))
        .expect("there");
    assert!(
        (from + 1..=typed.len()).contains(&column),
        "column {column}"
    );
}

#[test]
fn what_cannot_be_read_is_a_load_error_at_the_learners_own_place() {
    let spec = support::greeter();
    let Err(problem) = blank("let a = 1;\nenum E { A }") else {
        panic!("an enum is more than a type")
    };
    let mut run = Run::new(&spec, "", 0);
    run.cannot_read(&problem);
    let report = run.report(0.0);
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::LoadError))
    );
    assert_eq!(
        report.explanation.map(|it| it.symptom),
        Some(Symptom::SyntaxError)
    );
    let told = report.problem.expect("what is wrong");
    let Problem {
        line,
        column,
        message,
        is_typescript,
    } = problem;
    assert!(is_typescript);
    assert_eq!(
        (told.line, told.column, told.message),
        (Some(line), Some(column), message)
    );
}

#[test]
fn what_is_no_typescript_is_told_from_what_is_more_than_types() {
    for (code, is_typescript) in [
        ("enum E { A }", true),
        ("namespace N { export let a = 1 }", true),
        ("let a: = 1", false),
        ("function f( {", false),
    ] {
        let problem = blank(code).expect_err(code);
        assert_eq!(problem.is_typescript, is_typescript, "{code}");
    }
}

#[test]
fn the_courses_javascript_comes_out_as_it_went_in() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut looked_at = 0;
    each_script(&content, &mut |path, code| {
        let is_readable = !code.contains("// expect: syntax-error");
        if is_readable {
            assert_eq!(blank(code).as_deref(), Ok(code), "{}", path.display());
            looked_at += 1;
        }
    });
    assert!(looked_at > 100, "only {looked_at} scripts");
}

fn each_script(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            each_script(&path, look);
        } else if path.extension().is_some_and(|it| it == "js") {
            look(&path, &fs::read_to_string(&path).expect("content is UTF-8"));
        }
    }
}
