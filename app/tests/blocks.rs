//! What stands in the HTML of a lesson before any WebAssembly has arrived: enough to read and to answer, and nothing
//! that gives an answer away.
#![cfg(feature = "ssr")]

use app::components::{
    compare::CompareBlock, conversation::ConversationBlock, quiz::QuizBlock, terms::TermsBlock,
};
use exercises::model::{
    Actor, ActorKind, Choice, Column, Compare, CompareItem, Conversation, MatchPair, Message,
    MessageKind, OrderItem, Question, QuestionKind, Quiz, Term,
};
use leptos::prelude::*;

fn rendered<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let html = Owner::new().with(|| view().to_html());
    assert!(
        !html.contains("style="),
        "the content security policy forbids it: {html}"
    );
    html
}

#[track_caller]
fn assert_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[track_caller]
fn assert_lacks(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(!html.contains(part), "{part} has no place in {html}");
    }
}

fn question(id: &str, kind: QuestionKind) -> Question {
    Question {
        id: id.into(),
        prompt: format!("Prompt of {id}"),
        belief: None,
        kind,
    }
}

fn choice(text: &str, correct: bool) -> Choice {
    Choice {
        html: text.into(),
        correct,
        explain: "SECRET".into(),
    }
}

fn line(text: &str) -> OrderItem {
    OrderItem {
        html: text.into(),
        explain: "SECRET".into(),
    }
}

fn pair(left: &str, right: &str) -> MatchPair {
    MatchPair {
        left: left.into(),
        right: right.into(),
        explain: "SECRET".into(),
    }
}

fn quiz() -> Quiz {
    let single = QuestionKind::Single {
        options: vec![choice("yes", true), choice("no", false)],
    };
    let multiple = QuestionKind::Multiple {
        options: vec![choice("this", true), choice("that", true)],
    };
    let order = QuestionKind::Order {
        items: vec![line("first"), line("second")],
        shown: vec![1, 0],
    };
    let fill = QuestionKind::Fill {
        before: "The".into(),
        after: "asks.".into(),
        accept: vec!["SECRET".into()],
        explain: "SECRET".into(),
        wrong: Vec::new(),
        otherwise: "SECRET".into(),
    };
    let pairs = vec![
        pair("GET", "reads"),
        pair("HEAD", "reads"),
        pair("PUT", "writes"),
    ];
    let matching = QuestionKind::Match {
        pairs,
        shown: vec![2, 1, 0],
    };
    let questions = vec![
        question("one", single),
        question("some", multiple),
        question("order", order),
        question("fill", fill),
        question("match", matching),
    ];
    Quiz {
        id: "quiz".into(),
        title: "A quiz".into(),
        questions,
    }
}

#[test]
fn a_quiz_can_be_read_and_answered_and_gives_nothing_away() {
    let html = rendered(|| view! { <QuizBlock quiz=quiz()/> });
    assert_has(
        &html,
        &[
            "A quiz",
            "Prompt of one",
            "type=\"radio\"",
            "type=\"checkbox\"",
            "type=\"text\"",
            "<select",
            "data-kind=\"match\"",
        ],
    );
    assert_lacks(
        &html,
        &[
            "SECRET",
            "\" checked",
            " selected",
            "data-verdict=\"correct\"",
        ],
    );
    assert_eq!(html.matches("data-verdict=\"unanswered\"").count(), 5);
    // What is submitted without JavaScript must not leave the page.
    assert_eq!(html.matches("method=\"dialog\"").count(), 5);
}

#[test]
fn lines_are_shown_in_the_order_that_the_content_says() {
    let html = rendered(|| view! { <QuizBlock quiz=quiz()/> });
    let place = |text: &str| html.find(text).expect("it is shown");
    assert!(place(">second<") < place(">first<"), "{html}");
}

#[test]
fn right_sides_that_read_the_same_are_offered_once() {
    let html = rendered(|| view! { <QuizBlock quiz=quiz()/> });
    assert_eq!(
        html.matches(">reads").count(),
        3,
        "one for each of three lines: {html}"
    );
}

#[test]
fn a_conversation_is_drawn_and_told_and_its_text_is_harmless() {
    let actor = |id: &str, kind| Actor {
        id: id.into(),
        name: format!("The {id}"),
        kind,
    };
    let message = |from: &str, to: &str, kind, label: &str| Message {
        from: from.into(),
        to: to.into(),
        kind,
        label: label.into(),
        html: "SECRET".into(),
        bytes: "SECRET".into(),
    };
    let conversation = Conversation {
        id: "talk".into(),
        title: "A talk".into(),
        caption: "Time runs <em>down</em>.".into(),
        actors: vec![
            actor("client", ActorKind::Client),
            actor("server", ActorKind::Server),
        ],
        messages: vec![
            message("client", "server", MessageKind::Request, "GET <b>"),
            message("server", "server", MessageKind::Work, "thinks"),
            message("server", "client", MessageKind::Response, "200 OK"),
        ],
    };
    let html = rendered(|| view! { <ConversationBlock conversation/> });
    assert_has(
        &html,
        &[
            "role=\"img\"",
            "Start tour",
            "GET &lt;b",
            "thinks",
            "200 OK",
            "Time runs <em>down</em>.",
            "data-tour=\"off\"",
        ],
    );
    assert_eq!(html.matches("<li").count(), 3);
    assert_lacks(&html, &["SECRET", "data-now", "data-step", "GET <b>"]);
}

#[test]
fn a_sorting_exercise_has_a_choice_for_each_line_and_column_and_no_answer() {
    let column = |id: &str| Column {
        id: id.into(),
        title: format!("Column {id}"),
    };
    let item = |text: &str| CompareItem {
        text: text.into(),
        column: "a".into(),
        explain: "SECRET".into(),
    };
    let compare = Compare {
        id: "sort".into(),
        title: "Sort".into(),
        html: "Sort these.".into(),
        columns: vec![column("a"), column("b")],
        items: vec![item("one"), item("two"), item("three")],
    };
    let html = rendered(|| view! { <CompareBlock compare/> });
    assert_has(
        &html,
        &["Sort these.", "Column a", "Column b", "<legend>three"],
    );
    assert_eq!(html.matches("type=\"radio\"").count(), 6);
    assert_lacks(&html, &["SECRET", "\" checked", "data-verdict=\"wrong\""]);
}

#[test]
fn terms_are_a_list_that_can_be_read() {
    let term = |name: &str| Term {
        id: name.to_lowercase(),
        name: name.into(),
        html: format!("What a <em>{name}</em> is."),
        source: None,
        see: Vec::new(),
        lesson: "one".into(),
    };
    let html = rendered(|| view! { <TermsBlock terms=vec![term("Client"), term("Server")]/> });
    assert_has(&html, &["<dt>Client</dt>", "What a <em>Server</em> is."]);
    assert_lacks(&html, &["hidden"]);
}
