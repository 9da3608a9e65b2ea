//! What networks do to the requests for notes: answers get lost, so requests come again; copies come late; bodies are cut off.

use fastrand::Rng;

use super::ask::{change, create, delete, keyed, read, with_body};
use crate::judge::{oracle::words::word, spec::Request};

/// How many kinds of faults there are.
pub const KINDS: usize = 6;

/// What comes after note 1 was made, where the network fails in that way.
pub fn requests(rng: &mut Rng, kind: usize) -> Vec<Request> {
    let (b, c) = (word(rng), word(rng));
    let (one, two) = ("/notes/1", "/notes/2");
    let first = Some("\"1\"");
    let sent = keyed("k1", &b);
    match kind {
        0 => vec![sent.clone(), keyed("k2", &c), sent, read("/notes", None)],
        1 => vec![sent.clone(), change(2, first, &c), sent, read(two, None)],
        2 => vec![sent.clone(), delete(two), sent, delete(two), create(&c)],
        3 => vec![
            cut(rng, &sent),
            measured(&sent, 0),
            cut(rng, &sent),
            sent,
            read("/notes", None),
        ],
        4 => {
            let put = change(1, first, &b);
            vec![
                cut(rng, &put),
                read(one, None),
                measured(&put, 0),
                read(one, None),
            ]
        }
        _ => {
            let (post, put) = (create(&b), change(1, first, &c));
            vec![
                measured(&post, rng.usize(1..30)),
                measured(&post, 0),
                measured(&put, rng.usize(1..30)),
                read(one, None),
            ]
        }
    }
}

/// The same, of which only a part came. Of an object, no part is JSON.
fn cut(rng: &mut Rng, whole: &Request) -> Request {
    let part = &whole.body[..rng.usize(1..whole.body.len())];
    with_body(measured(whole, 0), part)
}

/// The same with its length, and so many bytes more that never came.
fn measured(request: &Request, lost: usize) -> Request {
    let mut it = request.clone();
    let length = it.body.len() + lost;
    it.headers
        .insert("content-length".to_owned(), length.to_string());
    it
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::{
        oracle::{notes::Notes, service::Service},
        spec::Answer,
    };

    /// What comes behind note 1, each with its right answer.
    fn played(kind: usize, seed: u64) -> Vec<(Request, Answer)> {
        let mut notes = Notes::default();
        notes.answer(&create("first"));
        let asked = requests(&mut Rng::with_seed(seed), kind).into_iter();
        let answered = asked.map(|it| {
            let answer = notes.answer(&it).expect("the brief has it");
            (it, answer)
        });
        answered.collect()
    }

    #[test]
    fn every_fault_is_answered_as_the_brief_says() {
        let expected: [&[u16]; KINDS] = [
            &[201, 201, 201, 200],
            &[201, 200, 201, 200],
            &[201, 204, 201, 404, 201],
            &[400, 201, 422, 201, 200],
            &[400, 200, 200, 200],
            &[400, 201, 400, 200],
        ];
        for (kind, expected) in expected.iter().enumerate() {
            for seed in 0..200 {
                let played = played(kind, seed);
                let statuses: Vec<u16> = played.iter().map(|it| it.1.status).collect();
                assert_eq!(statuses, *expected, "kind {kind}, seed {seed}: {played:?}");
                let ascii = played.iter().all(|it| it.0.body.is_ascii());
                assert!(ascii, "the brief says that every character is one byte");
            }
        }
    }

    #[test]
    fn a_retry_gets_the_answer_of_then() {
        for kind in 0..4 {
            let played = played(kind, 1);
            let keyed = played
                .iter()
                .filter(|it| it.0.header("idempotency-key") == Some("k1") && it.1.status == 201);
            let answers: Vec<&Answer> = keyed.map(|it| &it.1).collect();
            assert_eq!(answers.len(), 2, "kind {kind}: {played:?}");
            assert_eq!(answers[0], answers[1], "kind {kind}: {played:?}");
        }
    }
}
