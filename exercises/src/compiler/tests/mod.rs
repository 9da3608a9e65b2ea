//! The compiler as authors meet it: what a small course becomes, and what each kind of mistake is told.

use std::collections::BTreeMap;

mod mistakes;
mod properties;

use super::{Compiled, Diagnostic, compile};

const COURSE: &str = r#"
beliefs = [{ id = "down", text = "404 means down" }]

[[parts]]
title = "One"
lessons = [{ id = "first" }, { id = "second", title = "Second", summary = "Later.", minutes = 9 }]
"#;

const LESSON: &str = r#"id = "first"
title = "First"
summary = "The first."
audience = "All."
minutes = 10
goals = ["Know *it*."]

[[terms]]
id = "client"
name = "Client"
text = "Who asks."

[[quizzes]]
id = "check"
title = "Check"

[[quizzes.questions]]
id = "who"
kind = "single"
prompt = "Who asks?"
options = [
  { text = "The `client`.", correct = true, explain = "Yes." },
  { text = "The server.", explain = "No." },
  { text = "Nobody.", explain = "No." },
]
"#;

const PROSE: &str = "```why\nBecause.\n```\n\n## Hello\n\nA [client](term:client) & a <server>.\n\n```quiz\ncheck\n```\n\n```next\n```\n";

type Files = BTreeMap<String, String>;

fn course() -> Files {
    let files = [
        ("course.toml", COURSE),
        ("01-first/lesson.toml", LESSON),
        (
            "01-first/lesson.md",
            &PROSE.replace("<server>", "\\<server>"),
        ),
    ];
    files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

fn with(path: &str, text: &str) -> Files {
    let mut files = course();
    files.insert(path.to_owned(), text.to_owned());
    files
}

#[track_caller]
fn good(files: &Files) -> Compiled {
    compile(files).unwrap_or_else(|errors| panic!("{}", lines(&errors)))
}

fn lines(errors: &[Diagnostic]) -> String {
    let lines = errors.iter().map(ToString::to_string);
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn errors(files: &Files) -> String {
    match compile(files) {
        Ok(_) => panic!("compiled without an error"),
        Err(errors) => lines(&errors),
    }
}

#[test]
fn a_small_course_becomes_json() {
    let files = good(&course()).files().unwrap();
    let paths: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "challenges.json",
            "course.json",
            "glossary.json",
            "lessons/first.json"
        ]
    );
    let lesson = &files["lessons/first.json"];
    assert!(
        lesson.contains(r#""goals":["Know <em>it</em>."]"#),
        "{lesson}"
    );
    let prose = r#"<p>A <a class=\"term\" href=\"/glossary/#client\" data-term=\"client\">client</a> &amp; a &lt;server&gt;.</p>"#;
    assert!(lesson.contains(prose), "{lesson}");
    assert!(lesson.contains(r#""next":{"id":"second""#), "{lesson}");
    assert!(files["course.json"].contains(r#""activities":["check"]"#));
    assert!(files["glossary.json"].contains(r#""lesson":"first""#));
}

#[test]
fn headings_get_anchors_that_are_unique() {
    let text = format!(
        "{}\n## Hello\n\n### `Hello`, world!\n",
        PROSE.replace("<server>", "b")
    );
    let json = good(&with("01-first/lesson.md", &text)).files().unwrap();
    let lesson = &json["lessons/first.json"];
    for it in [
        r#""id":"hello","#,
        r#""id":"hello-2","#,
        r#"<h3 id=\"hello-world\">Hello, world!</h3>"#,
    ] {
        assert!(lesson.contains(it), "{it}\n{lesson}");
    }
}

#[test]
fn code_and_addresses_are_escaped() {
    let text = format!(
        "{}\n```js\nif (a < b && \"c\") {{}}\n```\n\n[d](https://d.example/?e=1&f=2)\n",
        PROSE.replace("<server>", "b")
    );
    let json = good(&with("01-first/lesson.md", &text)).files().unwrap();
    let lesson: crate::model::Lesson = serde_json::from_str(&json["lessons/first.json"]).unwrap();
    let all = format!("{:?}", lesson.blocks);
    assert!(
        all.contains(r#"<pre tabindex=\"0\"><code class=\"language-js\">if (a &lt; b &amp;&amp; "#),
        "{all}"
    );
    assert!(
        all.contains(r#"<a href=\"https://d.example/?e=1&amp;f=2\" rel=\"noreferrer\">d</a>"#),
        "{all}"
    );
}

/// The content of this repository.
pub(in crate::compiler) fn real_content() -> Files {
    let mut files = Files::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    gather(&root, "", &mut files);
    files
}

fn gather(folder: &std::path::Path, prefix: &str, files: &mut Files) {
    for entry in std::fs::read_dir(folder).expect("content/ can be read") {
        let path = entry.expect("content/ can be listed").path();
        let name = path.file_name().and_then(|it| it.to_str());
        let name = format!("{prefix}{}", name.expect("file names are UTF-8"));
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files);
        } else {
            let text = std::fs::read_to_string(&path).expect("content is UTF-8");
            files.insert(name, text);
        }
    }
}
