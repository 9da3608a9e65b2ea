//! Every check goes red when what it is about is broken, and stays green otherwise.

use super::check;
use crate::{
    compiler::{Compiled, compile},
    model::Lesson,
};

/// The real content is large enough to break in every way.
fn content() -> Compiled {
    let files = crate::compiler::tests::real_content();
    compile(&files).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The names of the checks that fail.
fn failing(compiled: &Compiled) -> Vec<&'static str> {
    let checks = check(compiled).into_iter();
    let failing = checks.filter(|it| !it.problems.is_empty());
    failing.map(|it| it.name).collect()
}

/// Rewrites the first lesson's JSON: the shortest way to break one thing deep inside.
fn broken(from: &str, to: &str) -> Vec<&'static str> {
    let mut compiled = content();
    let json = serde_json::to_string(&compiled.lessons[0]).unwrap();
    assert!(json.contains(from), "{from}");
    let lesson: Lesson = serde_json::from_str(&json.replacen(from, to, 1)).unwrap();
    compiled.lessons[0] = lesson;
    failing(&compiled)
}

#[test]
fn the_real_content_is_right() {
    assert!(failing(&content()).is_empty());
}

#[test]
fn what_is_broken_in_a_lesson_is_found() {
    for (from, to, name) in [
        (
            r#""id":"whoami""#,
            r#""id":"greeting""#,
            "ids are unique in the course",
        ),
        (
            r#""id":"in-order""#,
            r#""id":"address""#,
            "ids are unique in their block",
        ),
        (
            r#""id":"second-route""#,
            r#""id":"see-it""#,
            "ids are unique in their block",
        ),
        (
            r#""id":"page""#,
            r#""id":"json""#,
            "ids are unique in their block",
        ),
        (
            r#""from":"browser""#,
            r#""from":"browsers""#,
            "messages go between known actors",
        ),
        (
            r#""column":"client""#,
            r#""column":"clients""#,
            "items to sort belong to known columns",
        ),
        (
            r#""belief":"404-server-down""#,
            r#""belief":"404""#,
            "beliefs that are probed are listed",
        ),
        (
            r#""correct":true"#,
            r#""correct":false"#,
            "questions have a right answer and a wrong one",
        ),
        (
            r#""correct":false"#,
            r#""correct":true"#,
            "questions have a right answer and a wrong one",
        ),
        (
            r#""accept":["port","#,
            r#""accept":["port","path","#,
            "questions have a right answer and a wrong one",
        ),
        (
            r#""right":"a DNS server""#,
            r#""right":"a mail server, over SMTP""#,
            "questions have a right answer and a wrong one",
        ),
        (
            r#""status":[404]"#,
            r#""status":[200],"headers":[["content-type","text/html"]]"#,
            "predictions can be made and checked",
        ),
        (
            r#""goal":{"method":"POST""#,
            r#""goal":{"method":"PUT""#,
            "predictions can be made and checked",
        ),
        (
            r#""body":"{\"name\": Alice}""#,
            r#""body":"{}""#,
            "predictions can be made and checked",
        ),
        (
            r#""kind":"request""#,
            r#""kind":"work""#,
            "conversations can be toured",
        ),
        (
            r#""explain":"It starts the conversation, and asks for the page.""#,
            r#""explain":"<em> </em>""#,
            "every text and explanation says something",
        ),
        (
            r#"data-term=\"port\""#,
            r#"data-term=\"ports\""#,
            "terms that a lesson defines are used in it",
        ),
    ] {
        let found = broken(from, to);
        assert!(found.contains(&name), "{to}: {found:?}");
    }
}

#[test]
fn a_part_that_is_missing_is_found() {
    let count = content().lessons[0].blocks.len();
    let mut missing = 0;
    for index in 0..count {
        let mut compiled = content();
        compiled.lessons[0].blocks.remove(index);
        let found = failing(&compiled);
        missing += usize::from(found.contains(&"every kind of block is there"));
    }
    // Why, terms, conversation, experiment, quiz, challenge, real-world, faq, summary, next stand there once.
    assert_eq!(missing, 10);
}

#[test]
fn sizes_and_times_are_bounded() {
    let mut compiled = content();
    compiled.course.lessons[3].minutes = 21;
    compiled.lessons[0].summary = "x".repeat(100_000);
    compiled.lessons[0].goals.clear();
    compiled.lessons[0].next = None;
    assert_eq!(
        failing(&compiled),
        [
            "every lesson leads on to the next",
            "every kind of block is there",
            "lessons take 8 to 20 minutes",
            "lessons are small enough",
        ]
    );
}

#[test]
fn a_thin_challenge_is_found() {
    let name = "challenges have cases, hints and known-wrong answers";
    let thin: [fn(&mut Compiled); 5] = [
        |it| it.challenges[0].mutants.truncate(5),
        |it| it.challenges[0].spec.hints.truncate(2),
        |it| it.challenges[0].spec.generated = None,
        |it| it.challenges[0].spec.cases.retain(|it| it.visible),
        |it| it.challenges[0].spec.cases.retain(|it| !it.visible),
    ];
    for make in thin {
        let mut compiled = content();
        make(&mut compiled);
        assert_eq!(failing(&compiled), [name]);
    }
}
