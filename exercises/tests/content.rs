//! The real content: it compiles, every check holds, and the JSON is what the app reads.
#![cfg(feature = "compiler")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use exercises::{
    compiler::{self, Compiled, check},
    judge::ChallengeSpec,
    model::{Course, Glossary, Lesson, LessonState},
};

fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("found below the root");
            let name = inside.to_str().expect("file names are UTF-8");
            let text = fs::read_to_string(&path).expect("content is UTF-8");
            found.insert(name.replace('\\', "/"), text);
        }
    }
    found
}

fn compiled() -> Compiled {
    compiler::compile(&sources()).unwrap_or_else(|errors| {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

#[test]
fn every_check_holds_and_looked_at_something() {
    for it in check::check(&compiled()) {
        let problems: Vec<_> = it.problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}:\n{}", it.name, problems.join("\n"));
        assert!(
            it.count > 0 || it.name.starts_with("prerequisites"),
            "{} looked at nothing",
            it.name
        );
    }
}

#[test]
fn the_map_has_sixteen_lessons_in_four_parts_and_the_first_is_ready() {
    let course = compiled().course;
    assert_eq!((course.parts.len(), course.lessons.len()), (4, 16));
    assert_eq!(course.lessons[0].id, "who-talks-to-whom");
    assert_eq!(course.lessons[0].state, LessonState::Ready);
}

#[test]
fn the_seventeen_beliefs_are_listed() {
    assert_eq!(compiled().beliefs.len(), 17);
}

#[test]
fn what_is_written_as_json_reads_back_the_same() {
    let compiled = compiled();
    let files = compiled.files().unwrap();
    let course: Course = serde_json::from_str(&files["course.json"]).unwrap();
    assert_eq!(course, compiled.course);
    let glossary: Glossary = serde_json::from_str(&files["glossary.json"]).unwrap();
    assert_eq!(glossary, compiled.glossary);
    for it in &compiled.lessons {
        let path = format!("lessons/{}.json", it.id);
        let lesson: Lesson = serde_json::from_str(&files[&path]).unwrap();
        assert_eq!(lesson, *it);
    }
    for it in &compiled.challenges {
        let path = format!("challenges/{}.json", it.spec.id);
        let spec: ChallengeSpec = serde_json::from_str(&files[&path]).unwrap();
        assert_eq!(spec, it.spec);
        let lowered = files[&path].to_lowercase();
        assert!(
            !lowered.contains("// mistake"),
            "known-wrong answers stay out of the browser"
        );
    }
}

/// The blocks of TOML in AUTHORING.md, in order.
fn authoring_examples() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("AUTHORING.md");
    let text = fs::read_to_string(path).expect("AUTHORING.md is there");
    let blocks = text.split("```toml\n").skip(1);
    let body = |it: &str| it.split("```").next().unwrap_or_default().to_owned();
    blocks.map(body).collect()
}

const MAP: &str = r#"
[[parts]]
title = "One"
lessons = [{ id = "methods-and-urls", title = "M", summary = "M.", minutes = 9 }, { id = "who-talks-to-whom" }]

[[beliefs]]
id = "404-server-down"
text = "…"

[[beliefs]]
id = "server-is-a-special-machine"
text = "…"
"#;

const STORY: &str = "```terms\nclient\n```\n```conversation\none-exchange\n```\n```snippet\ngreeting\n```\n\
```experiment\nfirst-requests\n```\n```compare\nclient-or-server\n```\n```quiz\ncheck\n```\n\
```challenge\nhandle-request\n```\n";

const CLIENT: &str = r#"
title = "Load"
summary = "…"
difficulty = "gentle"
contract = "client"
entry = "load"
text = "…"
hints = []
"#;

const SERVER: &str = r#"
title = "Snake"
summary = "…"
difficulty = "gentle"
entry = "handleRequest"
text = "…"
hints = ["…", "…"]
diagnoses = [{ id = "created-as-ok", when = { expected = 201 } }, { symptom = "threw" }]
generated = { oracle = "greeter-v1", count = 1 }
cases = []
solution = { text = "…" }
"#;

#[test]
fn what_the_guide_for_authors_shows_compiles() {
    let examples = authoring_examples();
    let [lesson, challenge, call, python] = examples.as_slice() else {
        panic!("AUTHORING.md shows {} pieces of TOML", examples.len());
    };
    let client = format!("{CLIENT}{call}[solution]\ntext = \"…\"\n");
    let lesson = lesson.replace(r#"see = ["server"]"#, "");
    let server = format!("{SERVER}{python}");
    let files = [
        ("course.toml", MAP),
        (
            "01-methods-and-urls/challenges/snake/challenge.toml",
            &server,
        ),
        ("01-methods-and-urls/challenges/snake/starter.js", "//"),
        ("01-methods-and-urls/challenges/snake/solution.js", "//"),
        ("01-methods-and-urls/challenges/snake/starter.py", "#"),
        ("01-methods-and-urls/challenges/snake/solution.py", "#"),
        (
            "01-methods-and-urls/challenges/snake/mutants/one.py",
            "# mistake: It says 200.\n# expect: created-as-ok\n",
        ),
        (
            "01-methods-and-urls/challenges/load/challenge.toml",
            &client,
        ),
        ("01-methods-and-urls/challenges/load/starter.js", "//"),
        ("01-methods-and-urls/challenges/load/solution.js", "//"),
        ("02-who-talks-to-whom/lesson.toml", &lesson),
        ("02-who-talks-to-whom/lesson.md", STORY),
        (
            "02-who-talks-to-whom/challenges/handle-request/challenge.toml",
            challenge,
        ),
        (
            "02-who-talks-to-whom/challenges/handle-request/starter.js",
            "//",
        ),
        (
            "02-who-talks-to-whom/challenges/handle-request/solution.js",
            "//",
        ),
    ];
    let sources = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    if let Err(errors) = compiler::compile(&sources.into()) {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"));
    }
}

/// What is said of a course whose only challenge is described by `toml`, with these files of Python beside it.
fn said_of(toml: &str, python: &[&str]) -> String {
    let folder = "01-methods-and-urls/challenges/snake";
    let program = |name: &&str| (format!("{folder}/{name}"), "#".to_owned());
    let mut sources: BTreeMap<String, String> = python.iter().map(program).collect();
    sources.insert("course.toml".to_owned(), MAP.to_owned());
    sources.insert(format!("{folder}/challenge.toml"), toml.to_owned());
    for name in ["starter.js", "solution.js"] {
        sources.insert(format!("{folder}/{name}"), "//".to_owned());
    }
    let errors = compiler::compile(&sources).expect_err(toml);
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn what_is_half_in_python_is_told() {
    let python = "[python]\nhints = [\"…\"]\ndiagnoses = [{ id = \"nobody\", text = \"…\" }]\nsolution = { text = \"…\" }\n";
    let both = &["starter.py", "solution.py"][..];
    for (toml, files, told) in [
        ("", both, "`[python]` is missing"),
        (python, &[], "nothing is written in Python here"),
        (python, &["starter.py"], "this file is missing"),
        (python, both, "there are 1 hints, and 2 for JavaScript"),
        (python, both, "no diagnosis has this id"),
    ] {
        let said = said_of(&format!("{SERVER}{toml}"), files);
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn what_is_wrong_in_one_way_a_mistake_shows_is_told_at_its_place() {
    let one = "when = { expected = 201 }";
    for (when, told) in [
        (
            "when = { expcted = 201 }",
            "8:47: unknown key `expcted`\n  help: did you mean `expected`?",
        ),
        (
            "when = [{ expected = 201 }, { expcted = 200 }]",
            "8:68: unknown key `expcted`\n  help: did you mean `expected`?",
        ),
        (
            "when = 201",
            "8:45: invalid type: integer `201`, expected a table or a list of tables",
        ),
    ] {
        let toml = SERVER.replace(one, when);
        let said = said_of(&toml, &[]);
        assert!(said.contains(told), "{told}: {said}");
    }
}
