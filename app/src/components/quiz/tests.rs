//! Tables of answers and what comes of them.

use std::collections::BTreeMap;

use exercises::model::{Choice, MatchPair, OrderItem, Question, QuestionKind, WrongFill};

use super::{
    feedback::feedback,
    judge::Answer,
    record::{QuestionRecord, QuizRecord, Score, Verdict},
};

fn choices(correct: &[bool]) -> Vec<Choice> {
    let choice = |(index, correct): (usize, &bool)| Choice {
        html: format!("option {index}"),
        correct: *correct,
        explain: format!("why {index}"),
    };
    correct.iter().enumerate().map(choice).collect()
}

fn single() -> QuestionKind {
    QuestionKind::Single {
        options: choices(&[false, true, false]),
    }
}

fn multiple() -> QuestionKind {
    QuestionKind::Multiple {
        options: choices(&[true, false, true]),
    }
}

fn order(lines: &[&str]) -> QuestionKind {
    let item = |it: &&str| OrderItem {
        html: (*it).into(),
        explain: format!("why {it}"),
    };
    QuestionKind::Order {
        items: lines.iter().map(item).collect(),
        shown: (0..lines.len()).rev().collect(),
    }
}

fn fill() -> QuestionKind {
    QuestionKind::Fill {
        before: "The".into(),
        after: "asks.".into(),
        accept: vec!["client".into(), "the client".into()],
        explain: "It starts.".into(),
        wrong: vec![WrongFill {
            text: "server".into(),
            explain: "It waits.".into(),
        }],
        otherwise: "Think of who starts.".into(),
    }
}

fn pairs(rights: &[&str]) -> QuestionKind {
    let pair = |(index, right): (usize, &&str)| MatchPair {
        left: format!("left {index}"),
        right: (*right).into(),
        explain: format!("why {index}"),
    };
    QuestionKind::Match {
        pairs: rights.iter().enumerate().map(pair).collect(),
        shown: (0..rights.len()).collect(),
    }
}

fn checked(kind: &QuestionKind, answer: Answer) -> QuestionRecord {
    let mut record = QuestionRecord::default();
    record.check(kind, answer);
    record
}

fn explained(kind: &QuestionKind, record: &QuestionRecord) -> Vec<String> {
    feedback(kind, record)
        .expect("something is said")
        .notes
        .into_iter()
        .map(|it| it.explain)
        .collect()
}

#[test]
fn each_kind_of_answer_is_judged() {
    let twins = order(&["open", "send", "send"]);
    let same = pairs(&["client", "server", "client"]);
    for (kind, answer, right) in [
        (single(), Answer::Chosen(vec![1]), true),
        (single(), Answer::Chosen(vec![0]), false),
        (single(), Answer::Chosen(vec![]), false),
        (multiple(), Answer::Chosen(vec![2, 0]), true),
        (multiple(), Answer::Chosen(vec![0]), false),
        (multiple(), Answer::Chosen(vec![0, 1, 2]), false),
        (
            order(&["a", "b", "c"]),
            Answer::Ordered(vec![0, 1, 2]),
            true,
        ),
        (
            order(&["a", "b", "c"]),
            Answer::Ordered(vec![0, 2, 1]),
            false,
        ),
        (twins.clone(), Answer::Ordered(vec![0, 2, 1]), true),
        (twins, Answer::Ordered(vec![1, 0, 2]), false),
        (fill(), Answer::Filled("  CLIENT\n".into()), true),
        (fill(), Answer::Filled("the Client".into()), true),
        (fill(), Answer::Filled("clients".into()), false),
        (fill(), Answer::Filled("x".repeat(1_000_000)), false),
        (
            pairs(&["a", "b"]),
            Answer::Matched(vec![Some(0), Some(1)]),
            true,
        ),
        (
            pairs(&["a", "b"]),
            Answer::Matched(vec![Some(1), Some(0)]),
            false,
        ),
        (
            pairs(&["a", "b"]),
            Answer::Matched(vec![Some(0), None]),
            false,
        ),
        (
            same.clone(),
            Answer::Matched(vec![Some(2), Some(1), Some(0)]),
            true,
        ),
        (
            same,
            Answer::Matched(vec![Some(1), Some(1), Some(0)]),
            false,
        ),
    ] {
        assert_eq!(answer.is_right(&kind), right, "{kind:?} {answer:?}");
    }
}

#[test]
fn the_right_answer_to_every_kind_is_right() {
    for kind in [
        single(),
        multiple(),
        order(&["a", "b", "c"]),
        fill(),
        pairs(&["a", "b"]),
    ] {
        let right = Answer::right(&kind);
        assert!(
            right.fits(&kind) && right.is_right(&kind) && right.missing().is_none(),
            "{kind:?}"
        );
    }
}

#[test]
fn an_answer_to_another_question_does_not_fit_and_is_not_right() {
    for (kind, answer) in [
        (single(), Answer::Chosen(vec![9])),
        (single(), Answer::Chosen(vec![0, 1])),
        (multiple(), Answer::Chosen(vec![0, 0])),
        (order(&["a", "b"]), Answer::Ordered(vec![0])),
        (order(&["a", "b"]), Answer::Ordered(vec![0, 0])),
        (order(&["a", "b"]), Answer::Ordered(vec![0, 7])),
        (pairs(&["a", "b"]), Answer::Matched(vec![Some(0), Some(5)])),
        (fill(), Answer::Chosen(vec![0])),
    ] {
        assert!(!answer.fits(&kind), "{kind:?} {answer:?}");
        assert!(!answer.is_right(&kind), "{kind:?} {answer:?}");
        let record = QuestionRecord {
            answer: Some(answer),
            tries: 3,
            verdict: Verdict::Correct,
        };
        assert_eq!(feedback(&kind, &record), None);
        assert_eq!(record.read(&kind), QuestionRecord::default());
    }
}

#[test]
fn an_unfinished_answer_says_what_is_missing() {
    for (answer, missing) in [
        (Answer::Chosen(vec![]), true),
        (Answer::Chosen(vec![1]), false),
        (Answer::Filled(" \t".into()), true),
        (Answer::Filled("x".into()), false),
        (Answer::Matched(vec![Some(0), None]), true),
        (Answer::Matched(vec![Some(0)]), false),
        (Answer::Ordered(vec![1, 0]), false),
    ] {
        assert_eq!(answer.missing().is_some(), missing, "{answer:?}");
    }
}

#[test]
fn a_wrong_answer_is_explained_without_giving_the_right_one_away() {
    for (kind, answer, head, notes) in [
        (single(), Answer::Chosen(vec![0]), "Not yet.", vec!["why 0"]),
        (
            multiple(),
            Answer::Chosen(vec![0, 1]),
            "Not yet: something you chose does not belong, and something is missing.",
            vec!["why 0", "why 1"],
        ),
        (
            multiple(),
            Answer::Chosen(vec![0, 1, 2]),
            "Not yet: something you chose does not belong.",
            vec!["why 0", "why 1", "why 2"],
        ),
        (
            multiple(),
            Answer::Chosen(vec![2]),
            "Not yet: all you chose belongs, but something is missing.",
            vec!["why 2"],
        ),
        (
            order(&["a", "b", "c"]),
            Answer::Ordered(vec![0, 2, 1]),
            "Not yet: 1 of 3 stand where they belong.",
            vec!["why a", "why c"],
        ),
        (
            fill(),
            Answer::Filled("SERVER".into()),
            "Not yet.",
            vec!["It waits."],
        ),
        (
            fill(),
            Answer::Filled("cable".into()),
            "Not yet.",
            vec!["Think of who starts."],
        ),
        (
            pairs(&["a", "b", "c"]),
            Answer::Matched(vec![Some(0), Some(2), Some(1)]),
            "Not yet: 1 of 3 pairs are right.",
            vec!["why 0", "why 2"],
        ),
    ] {
        let record = checked(&kind, answer);
        let said = feedback(&kind, &record).expect("something is said");
        assert_eq!((record.verdict, said.head.as_str()), (Verdict::Wrong, head));
        assert_eq!(explained(&kind, &record), notes, "{kind:?}");
        assert!(said.others.is_empty(), "{kind:?}");
    }
}

#[test]
fn a_right_answer_explains_every_option() {
    let record = checked(&single(), Answer::Chosen(vec![1]));
    let said = feedback(&single(), &record).expect("something is said");
    assert_eq!(explained(&single(), &record), ["why 1"]);
    assert_eq!(
        said.others
            .iter()
            .map(|it| (it.right, it.explain.as_str()))
            .collect::<Vec<_>>(),
        [(false, "why 0"), (false, "why 2")]
    );
}

#[test]
fn what_was_typed_is_shown_as_text() {
    let record = checked(&fill(), Answer::Filled("<b>client".into()));
    assert_eq!(
        feedback(&fill(), &record).expect("something is said").notes[0].label,
        "&lt;b&gt;client"
    );
}

#[test]
fn a_record_that_was_stored_is_judged_anew() {
    let stale = QuestionRecord {
        answer: Some(Answer::Chosen(vec![0])),
        tries: 1,
        verdict: Verdict::Correct,
    };
    assert_eq!(stale.read(&single()).verdict, Verdict::Wrong);
    let shown = QuestionRecord {
        answer: None,
        tries: 2,
        verdict: Verdict::Shown,
    };
    assert_eq!(shown.read(&single()).answer, Some(Answer::Chosen(vec![1])));
}

#[test]
fn what_was_done_before_storage_was_read_is_added_to_what_was_stored() {
    let stored = checked(&single(), Answer::Chosen(vec![0]));
    let early = checked(&single(), Answer::Chosen(vec![1]));
    let both = early.after(stored.clone());
    assert_eq!((both.tries, both.verdict), (2, Verdict::Correct));
    assert_eq!(QuestionRecord::default().after(stored.clone()), stored);
}

#[test]
fn the_score_counts_first_tries_apart() {
    let mut second = checked(&single(), Answer::Chosen(vec![0]));
    second.check(&single(), Answer::Chosen(vec![1]));
    let mut shown = checked(&single(), Answer::Chosen(vec![0]));
    shown.show(&single());
    let first = checked(&single(), Answer::Chosen(vec![1]));
    let mut records = vec![first, second, shown, QuestionRecord::default()];
    let score = Score::of(&records);
    assert_eq!(
        score,
        Score {
            total: 4,
            tried: 3,
            right: 2,
            first: 1,
            settled: 3
        }
    );
    assert_eq!(score.line(), "2 of 4 answered right, 1 at the first try.");
    assert!(!score.done());
    records.pop();
    assert!(Score::of(&records).done());
    assert!(!Score::of([]).done());
}

#[test]
fn a_record_comes_back_from_json_and_older_shapes_are_read() {
    let question = Question {
        id: "q".into(),
        prompt: "?".into(),
        belief: None,
        kind: fill(),
    };
    let record = checked(&question.kind, Answer::Filled("server".into()));
    let quiz = QuizRecord {
        questions: BTreeMap::from([("q".to_owned(), record.clone())]),
    };
    let text = serde_json::to_string(&quiz).expect("it is plain data");
    let back: QuizRecord = serde_json::from_str(&text).expect("it was just written");
    assert_eq!(back.of(&question), record);
    let older: QuizRecord =
        serde_json::from_str(r#"{"questions":{"q":{"tries":2}}}"#).expect("keys may be missing");
    assert_eq!(older.of(&question), QuestionRecord::default());
}
