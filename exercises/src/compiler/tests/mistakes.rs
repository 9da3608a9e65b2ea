//! What authors are told of each kind of mistake: where it is, what it is, how to mend it.

use super::{COURSE, LESSON, PROSE, course, errors, with};

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
        ("````js\nx\n```", "5:1: this fence is never closed"),
        (
            "| | b |\n|---|---|\n| c | d |",
            "5:2: a column of this table has no heading",
        ),
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
