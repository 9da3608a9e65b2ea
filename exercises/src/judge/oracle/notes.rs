//! A small service for notes, as the last lesson asks for one.
//!
//! A new note is 201 with `Location` and `ETag` (RFC 9110, sections 10.2.2 and 8.8.3); 304 where `If-None-Match` names the present tag; a
//! change needs `If-Match` (428, RFC 6585, section 3; 412, RFC 9110, section 15.5.13). Errors are problems (RFC 9457), 405 has `Allow`. A `POST`
//! with a known `Idempotency-Key` and the same body gets its first answer again. A body that is shorter than its `Content-Length` is not
//! all of it (RFC 9112, section 8).

mod ask;
mod faults;

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::service::Service;
use crate::judge::spec::{Answer, Request};

/// The longest text of a note, in characters.
const LONGEST: usize = 40;
/// How many notes a page has if nobody says.
const PAGE: u32 = 3;
/// How many it has at most.
const MAX_PAGE: u32 = 10;

/// The notes.
#[derive(Default)]
pub struct Notes {
    /// By id: the text and the version.
    all: BTreeMap<u32, (String, u32)>,
    /// The id that was given last.
    last: u32,
    /// By key: the body of the first request, and its answer.
    kept: BTreeMap<String, (String, Answer)>,
}

impl Service for Notes {
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request> {
        ask::requests(rng, at % ask::KINDS)
    }

    fn answer(&mut self, request: &Request) -> Option<Answer> {
        let method = request.method.as_str();
        let path = request.bare_path();
        if path == "/notes" {
            return match method {
                "GET" => self.page(&request.path),
                "POST" => Some(self.create(request)),
                _ => Some(not_allowed(&["GET", "POST"])),
            };
        }
        let id = path.strip_prefix("/notes/").and_then(|it| it.parse().ok());
        let id = id.filter(|it: &u32| self.all.contains_key(it) && path == format!("/notes/{it}"));
        let Some(id) = id else {
            return Some(problem(404));
        };
        Some(match method {
            "GET" => self.read(id, request.header("if-none-match")),
            "PUT" => self.change(id, request),
            "DELETE" => {
                self.all.remove(&id);
                Answer::of(204)
            }
            _ => not_allowed(&["GET", "PUT", "DELETE"]),
        })
    }
}

impl Notes {
    /// A page of the list; none where a parameter is none that ever comes.
    fn page(&self, target: &str) -> Option<Answer> {
        let (mut limit, mut after) = (PAGE, 0);
        let query = target.split_once('?').map_or("", |it| it.1);
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            let number: u32 = value.parse().ok()?;
            match name {
                "limit" if (1..=MAX_PAGE).contains(&number) => limit = number,
                "after" => after = number,
                _ => return None,
            }
        }
        let mut rest = self.all.range(after.checked_add(1)?..);
        let page: Vec<u32> = rest.by_ref().take(limit as usize).map(|it| *it.0).collect();
        let next = page.last().filter(|_| rest.next().is_some());
        let items: Vec<Json> = page.iter().map(|it| self.note(*it)).collect();
        Some(said(200, json!({ "items": items, "next": next })))
    }

    fn create(&mut self, request: &Request) -> Answer {
        let key = request.header("idempotency-key");
        if let Some((body, answer)) = key.and_then(|it| self.kept.get(it)) {
            return if *body == request.body {
                answer.clone()
            } else {
                problem(422)
            };
        }
        let text = match text(request) {
            Ok(it) => it,
            Err(status) => return problem(status),
        };
        self.last += 1;
        self.all.insert(self.last, (text, 1));
        let location = format!("/notes/{}", self.last);
        let answer = self.with_tag(201, self.last).with("location", location);
        if let Some(key) = key {
            let kept = (request.body.clone(), answer.clone());
            self.kept.insert(key.to_owned(), kept);
        }
        answer
    }

    fn read(&self, id: u32, known: Option<&str>) -> Answer {
        if known == Some(&self.tag(id)) {
            return Answer::of(304).with("etag", self.tag(id)).text("");
        }
        self.with_tag(200, id)
    }

    fn change(&mut self, id: u32, request: &Request) -> Answer {
        match request.header("if-match") {
            None => return problem(428),
            Some(it) if it != self.tag(id) => return problem(412),
            Some(_) => {}
        }
        match text(request) {
            Err(status) => problem(status),
            Ok(text) => {
                let version = self.all.get(&id).map_or(1, |it| it.1 + 1);
                self.all.insert(id, (text, version));
                // No tag: what is kept is not what was sent (RFC 9110, section 9.3.4).
                said(200, self.note(id))
            }
        }
    }

    fn note(&self, id: u32) -> Json {
        json!({ "id": id, "text": self.all.get(&id).map(|it| &it.0) })
    }

    fn tag(&self, id: u32) -> String {
        format!("\"{}\"", self.all.get(&id).map_or(0, |it| it.1))
    }

    fn with_tag(&self, status: u16, id: u32) -> Answer {
        said(status, self.note(id)).with("etag", self.tag(id))
    }
}

/// The text in a body; what is wrong with it, as a status.
fn text(request: &Request) -> Result<String, u16> {
    if is_cut_off(request) {
        return Err(400);
    }
    let json: Json = serde_json::from_str(&request.body).map_err(|_| 400_u16)?;
    let text = json["text"].as_str().ok_or(422_u16)?;
    let good = (1..=LONGEST).contains(&text.encode_utf16().count());
    if good { Ok(text.to_owned()) } else { Err(422) }
}

fn is_cut_off(request: &Request) -> bool {
    let said = request
        .header("content-length")
        .and_then(|it| it.parse().ok());
    said.is_some_and(|it: usize| it > request.body.len())
}

fn said(status: u16, json: Json) -> Answer {
    Answer::of(status)
        .with("content-type", "application/json")
        .saying(json)
}

fn problem(status: u16) -> Answer {
    let mut answer = Answer::of(status).with("content-type", "application/problem+json");
    answer.at.insert("/status".to_owned(), json!(status));
    answer
}

fn not_allowed(methods: &[&str]) -> Answer {
    problem(405).list("allow", methods)
}

#[cfg(test)]
mod tests {
    use super::{
        ask::{change, create, delete, keyed, read},
        *,
    };

    fn answers(asked: Vec<Request>) -> Vec<Answer> {
        let mut notes = Notes::default();
        let one = |it| notes.answer(&it).expect("the brief has it");
        asked.into_iter().map(one).collect()
    }

    fn statuses(asked: Vec<Request>) -> Vec<u16> {
        answers(asked).iter().map(|it| it.status).collect()
    }

    #[test]
    fn a_note_has_versions() {
        let asked = vec![
            create("a"),
            read("/notes/1", Some("\"1\"")),
            change(1, Some("\"1\""), "b"),
            change(1, Some("\"1\""), "c"),
            change(1, None, "c"),
            read("/notes/1", Some("\"1\"")),
            delete("/notes/1"),
            read("/notes/1", None),
            create("d"),
        ];
        assert_eq!(
            statuses(asked.clone()),
            [201, 304, 200, 412, 428, 200, 204, 404, 201]
        );
        let last = answers(asked).remove(8);
        assert_eq!(last.headers["location"], "/notes/2");
    }

    #[test]
    fn pages_follow_each_other() {
        let mut asked: Vec<Request> = ["a", "b", "c", "d"].map(create).into();
        asked.push(delete("/notes/2"));
        for (target, ids, next) in [
            ("/notes", json!([1, 3, 4]), Json::Null),
            ("/notes?limit=2", json!([1, 3]), json!(3)),
            ("/notes?limit=2&after=3", json!([4]), Json::Null),
            ("/notes?after=9", json!([]), Json::Null),
        ] {
            let asked = [asked.clone(), vec![read(target, None)]].concat();
            let page = answers(asked)
                .pop()
                .and_then(|it| it.json)
                .unwrap_or_default();
            let found: Vec<Json> = page["items"]
                .as_array()
                .map_or(vec![], |it| it.iter().map(|it| it["id"].clone()).collect());
            assert_eq!(
                (Json::from(found), page["next"].clone()),
                (ids, next),
                "{target}"
            );
        }
    }

    #[test]
    fn a_key_makes_a_retry_of_the_same_and_a_mistake_of_another() {
        let asked = vec![
            keyed("k", "a"),
            keyed("k", "a"),
            keyed("k", "b"),
            keyed("k2", "a"),
        ];
        let all = answers(asked);
        assert_eq!(all[0], all[1]);
        assert_eq!(all[2].status, 422);
        assert_eq!(all[3].headers["location"], "/notes/2");
    }
}
