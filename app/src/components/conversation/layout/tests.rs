//! Figures are drawn as their conversations go, and nothing stands on anything else.

use exercises::model::{ActorKind, Message};

use super::*;

fn conversation(messages: &[(&str, &str, &str)]) -> Conversation {
    let actor = |id: &&str| Actor {
        id: (*id).into(),
        name: (*id).into(),
        kind: ActorKind::Server,
    };
    let message = |(from, to, label): &(&str, &str, &str)| Message {
        from: (*from).into(),
        to: (*to).into(),
        kind: if from == to {
            MessageKind::Work
        } else {
            MessageKind::Request
        },
        label: (*label).into(),
        html: String::new(),
        bytes: String::new(),
    };
    Conversation {
        id: "c".into(),
        title: "C".into(),
        caption: String::new(),
        actors: ["a", "b", "c"].iter().map(actor).collect(),
        messages: messages.iter().map(message).collect(),
    }
}

#[test]
fn arrows_run_from_lifeline_to_lifeline_in_their_direction() {
    let figure = lay_out(&conversation(&[("a", "c", "ask"), ("c", "a", "answer")]));
    let (left, right) = (figure.actors[0].x, figure.actors[2].x);
    let Shape::Arrow { from, to, y } = figure.rows[0].shape else {
        panic!("an arrow")
    };
    assert!(from > left && to < right && from < to, "{from} {to}");
    let Shape::Arrow {
        from: back,
        to: home,
        y: lower,
    } = figure.rows[1].shape
    else {
        panic!("an arrow")
    };
    assert_eq!((back, home), (to, from));
    assert!(lower > y);
}

#[test]
fn nothing_overlaps_and_everything_is_inside() {
    let long = "a label of many words that has to be broken into several lines";
    let figure = lay_out(&conversation(&[
        ("a", "b", long),
        ("b", "b", long),
        ("b", "a", "ok"),
        ("c", "c", "rest"),
    ]));
    for pair in figure.rows.windows(2) {
        assert!(
            pair[0].frame.y + pair[0].frame.height < pair[1].frame.y,
            "{pair:?}"
        );
    }
    for row in &figure.rows {
        assert!(
            row.frame.x >= 0 && row.frame.x + row.frame.width <= figure.width,
            "{row:?}"
        );
        assert!(
            row.frame.y >= figure.top && row.frame.y + row.frame.height <= figure.height,
            "{row:?}"
        );
        assert!(
            row.label
                .iter()
                .all(|it| it.chars().count() <= COLUMN_CHARACTERS),
            "{row:?}"
        );
    }
}

#[test]
fn text_is_broken_between_words() {
    for (text, width, lines) in [
        ("GET /api/greeting", 20, vec!["GET /api/greeting"]),
        ("one two three", 7, vec!["one two", "three"]),
        ("unbreakable", 4, vec!["unbreakable"]),
        (
            "GET /api/greeting?name=Alice",
            20,
            vec!["GET /api/greeting?", "name=Alice"],
        ),
        ("", 4, vec![]),
    ] {
        assert_eq!(wrap(text, width), lines, "{text}");
    }
}
