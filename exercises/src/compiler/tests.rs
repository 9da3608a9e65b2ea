//! The compiler as authors meet it: what a small course becomes, and what each kind of mistake is told.

use std::collections::BTreeMap;

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
        ["course.json", "glossary.json", "lessons/first.json"]
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
fn errors_of_all_files_are_collected_and_sorted() {
    let mut files = with("01-first/lesson.toml", &LESSON.replace("summary", "sumary"));
    files.insert("01-first/lesson.md".into(), PROSE.to_owned());
    files.insert("notes.txt".into(), String::new());
    let found = errors(&files);
    let expected = [
        "01-first/lesson.md:7:29: raw HTML is not allowed: `<server>`",
        "01-first/lesson.toml:3:1: unknown key `sumary`\n  help: did you mean `summary`?",
        "notes.txt: this file has no place in the course",
    ];
    for it in expected {
        assert!(found.contains(it), "{it}\nis not in\n{found}");
    }
}

#[test]
fn each_mistake_in_markdown_is_placed_and_explained() {
    for (line, expected) in [
        ("<b>x</b>", "5:1: raw HTML is not allowed: `<b>`"),
        ("<div>\nx\n</div>", "5:1: raw HTML is not allowed: `<div>`"),
        (
            "[x](javascript:alert(1))",
            "5:1: cannot link to `javascript:alert(1)`",
        ),
        (
            "[x](//evil.example)",
            "5:1: cannot link to `//evil.example`",
        ),
        (
            "a [x](http://a.example)",
            "5:3: cannot link to `http://a.example`",
        ),
        ("[x](term:Client)", "did you mean `term:client`?"),
        (
            "[x](term:clint)",
            "5:1: the term `clint` is not defined\n  help: did you mean `client`?",
        ),
        ("[x](/learn/frist/)", "help: did you mean `/learn/first/`?"),
        (
            "[x](#helo)",
            "5:1: the link to `#helo` leads nowhere\n  help: did you mean `hello`?",
        ),
        ("![x](/a.png)", "5:1: pictures are not allowed"),
        ("    code", "5:5: indented text would become code"),
        (
            "```quizz\ncheck\n```",
            "unknown kind of fence: `quizz`\n  help: did you mean `quiz`?",
        ),
        ("```\nx\n```", "5:1: unknown kind of fence: ``"),
        (
            "- a\n\n  ```quiz\n  check\n  ```",
            "7:3: the block `quiz` cannot stand here",
        ),
        (
            "```quiz\nchek\n```",
            "6:1: there is no quiz `chek`\n  help: did you mean `check`?",
        ),
        (
            "```quiz\ncheck\n```",
            "01-first/lesson.toml:14:6: the quiz `check` stands 2 times in lesson.md",
        ),
        ("# Top", "5:1: a heading of level 1 cannot stand here"),
        ("## A *b*", "5:1: a heading is plain text"),
        (
            "```terms\nclient\nservr\n```",
            "7:1: the term `servr` is not defined",
        ),
        ("```summary\nx\n```", "6:1: one list of points belongs here"),
        (
            "```faq\nx\n```",
            "6:1: every part of this block begins with a `###` heading",
        ),
        ("```next\nx\n```", "6:1: `next` has no body"),
    ] {
        let text =
            PROSE
                .replace("<server>", "b")
                .replacen("## Hello", &format!("{line}\n\n## Hello"), 1);
        let found = errors(&with("01-first/lesson.md", &text));
        assert!(found.contains(expected), "{line}\n{found}");
    }
}

#[test]
fn each_mistake_in_toml_is_placed_and_explained() {
    for (from, to, expected) in [
        (
            "minutes = 10",
            "minutes = \"10\"",
            "5:11: invalid type: string \"10\", expected u16",
        ),
        (
            "kind = \"single\"",
            "kind = \"singel\"",
            "19:8: unknown variant `singel`",
        ),
        (
            "kind = \"single\"",
            "kind = \"order\"",
            "19:8: a question of kind `order` needs `items`",
        ),
        (
            "kind = \"single\"",
            "kind = \"order\"",
            "21:11: a question of kind `order` has no `options`",
        ),
        (
            "\"Who asks?\"",
            "\"Who <b>asks</b>?\"",
            "20:15: raw HTML is not allowed: `<b>`",
        ),
        (
            "\"Who asks?\"",
            "'''\nWho\n\nasks?'''",
            "21:1: one paragraph",
        ),
        (
            "id = \"check\"",
            "id = \"Check it\"",
            "14:6: the id `Check it` has other signs",
        ),
        (
            "prompt =",
            "belief = \"up\"\nprompt =",
            "the belief `up` is not listed in course.toml",
        ),
        (
            "name = \"Client\"",
            "name = \" \"",
            "10:8: this text is empty",
        ),
        (
            "name = \"Client\"",
            "name = \"C\"\nsee = [\"client\"]",
            "`see` names the term `client`",
        ),
        (
            "minutes = 10",
            "minutes = 10\nprerequisites = [\"second\"]",
            "6:18: `second` does not come before",
        ),
        (
            "minutes = 10",
            "minutes = 10\nprerequisites = [\"thrid\"]",
            "6:18: there is no lesson `thrid`",
        ),
        (
            "id = \"first\"",
            "id = \"frist\"",
            "the lesson `frist` of 01-first is missing",
        ),
    ] {
        let found = errors(&with("01-first/lesson.toml", &LESSON.replacen(from, to, 1)));
        assert!(found.contains(expected), "{to}\n{found}");
    }
}

#[test]
fn the_map_and_the_folders_must_agree() {
    for (from, to, expected) in [
        (
            "{ id = \"first\" }",
            "{ id = \"first\", title = \"x\" }",
            "`first` is written",
        ),
        (", minutes = 9", "", "there is no folder 02-second"),
        (
            "[{ id = \"first\" }, {",
            "[{ id = \"zero\", title = \"Z\", summary = \"Z\", minutes = 8 }, { id = \"first\" }, {",
            "rename it to 02-first",
        ),
    ] {
        let found = errors(&with("course.toml", &COURSE.replacen(from, to, 1)));
        assert!(found.contains(expected), "{to}\n{found}");
    }
    let mut files = course();
    files.remove("course.toml");
    assert!(errors(&files).contains("course.toml: this file is missing"));
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
        all.contains(r#"<pre><code class=\"language-js\">if (a &lt; b &amp;&amp; "#),
        "{all}"
    );
    assert!(
        all.contains(r#"<a href=\"https://d.example/?e=1&amp;f=2\" rel=\"noreferrer\">d</a>"#),
        "{all}"
    );
}
