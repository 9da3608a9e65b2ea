//! The router of the lesson on status codes: a shelf of books that begins with three, and keeps nothing.
//!
//! `GET /books` lists them, `GET /books/{id}` gives one, `POST /books` would add one at `/books/4`. Any other path is
//! 404; any other method on a known path is 405 with `Allow` (RFC 9110, section 15.5.6).

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{
    Model,
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Request, Step};

const TITLES: [&str; 3] = ["Dune", "Emma", "Ulysses"];
const OTHER_METHODS: [&str; 4] = ["PUT", "DELETE", "PATCH", "OPTIONS"];

/// The shelf.
#[derive(Default)]
pub struct Shelf;

impl Model for Shelf {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let id = rng.usize(1..=TITLES.len());
        let near = [
            format!("/books/{id}/pages"),
            format!("/books/0{id}"),
            "/books/".to_owned(),
            format!("/books/{}", word(rng)),
        ];
        let word = word(rng);
        let (method, path) = match at % 9 {
            0 => ("GET", "/books".to_owned()),
            1 => ("GET", format!("/books/{id}")),
            2 => ("POST", "/books".to_owned()),
            3 => ("GET", format!("/books/{}", rng.usize(4..5000))),
            4 => (one_of(rng, &OTHER_METHODS), "/books".to_owned()),
            5 => (
                one_of(rng, &["POST", "PUT", "DELETE"]),
                format!("/books/{id}"),
            ),
            6 => (one_of(rng, &["GET", "POST"]), format!("/{word}")),
            7 => ("GET", near[rng.usize(..near.len())].clone()),
            _ => ("get", format!("/books/{id}")),
        };
        let body = match method {
            "POST" | "PUT" => json!({ "title": word }).to_string(),
            _ => String::new(),
        };
        vec![Step::asking(Request {
            method: method.to_owned(),
            path,
            body,
            ..Request::default()
        })]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let request = &step.request;
        let path = request.bare_path();
        let method = request.method.as_str();
        vec![match (path, book(path)) {
            ("/books", _) if method == "GET" => said(200, &json!([one(1), one(2), one(3)])),
            ("/books", _) if method == "POST" => Answer {
                status: 201,
                headers: [("location".to_owned(), "/books/4".to_owned())].into(),
                ..Answer::default()
            },
            ("/books", _) => not_allowed(&["GET", "POST"]),
            (_, Some(book)) if method == "GET" => said(200, &book),
            (_, Some(_)) => not_allowed(&["GET"]),
            _ => Answer {
                status: 404,
                ..Answer::default()
            },
        }]
    }
}

/// The book at a path such as `/books/2`.
fn book(path: &str) -> Option<Json> {
    let id = path.strip_prefix("/books/")?;
    (1..=TITLES.len()).find(|it| it.to_string() == id).map(one)
}

fn one(id: usize) -> Json {
    json!({ "id": id, "title": TITLES[id - 1] })
}

fn said(status: u16, json: &Json) -> Answer {
    Answer {
        status,
        headers: [("content-type".to_owned(), "application/json".to_owned())].into(),
        json: Some(json.clone()),
        ..Answer::default()
    }
}

fn not_allowed(methods: &[&str]) -> Answer {
    let methods = methods.iter().map(|it| (*it).to_owned()).collect();
    Answer {
        status: 405,
        lists: [("allow".to_owned(), methods)].into(),
        ..Answer::default()
    }
}
