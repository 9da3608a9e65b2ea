//! A client that shows posts with their authors, and asks for many authors at once: the N+1 problem.
//!
//! `GET /api/posts` is the list, `GET /api/authors?ids=3,8` gives up to five authors. All that is needed of them is asked for
//! in as few requests as there can be, and at the same time. An author who is gone is `unknown`.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::words::{one_of, word};
use crate::judge::client::{Call, Expect, Lookup, Reply, Wanted};

/// So many authors are given at once.
const MOST: usize = 5;
const POSTS: &str = "/api/posts";
const AUTHORS: &str = "/api/authors?ids=*";
const NAMES: [&str; 6] = ["Ana", "Ben", "Chidi", "Dara", "Emre", "Fay"];

/// A call, whose answers nobody has given yet.
pub fn ask(rng: &mut Rng, at: usize) -> Call {
    let (posts, authors) = match at % 8 {
        0 => (rng.usize(1..4), 2),
        1 => (rng.usize(4..6), 5),
        2 => (rng.usize(8..14), 40),
        3 => (0, 1),
        4 => (rng.usize(6..15), 3),
        5 => (rng.usize(12..30), 60),
        _ => (rng.usize(2..12), 12),
    };
    let first = rng.u32(1..50);
    let posts: Vec<Json> = (0..posts)
        .map(|_| json!({ "title": word(rng), "author": first + rng.u32(..authors) }))
        .collect();
    let mut items: BTreeMap<String, Json> = (first..first + authors)
        .map(|id| {
            (
                id.to_string(),
                json!({ "id": id, "name": format!("{} {id}", one_of(rng, &NAMES)) }),
            )
        })
        .collect();
    if at % 8 == 6 {
        let gone = posts.first().map(|it| it["author"].to_string());
        items.retain(|id, _| Some(id) != gone.as_ref());
    }
    let fails = (at % 8 == 7).then(|| rng.bool());
    let status = |fails: bool| if fails { 503 } else { 200 };
    let list = Reply {
        path: Some(POSTS.to_owned()),
        after: rng.u32(20..200),
        ..Reply::of(status(fails == Some(true))).saying(posts.into())
    };
    let authors = Reply {
        path: Some(AUTHORS.to_owned()),
        after: rng.u32(20..200),
        ..Reply::of(status(fails == Some(false)))
    };
    let lookup = Some(Lookup {
        name: "ids".to_owned(),
        most: MOST,
        items,
    });
    let authors = Reply { lookup, ..authors };
    Call {
        args: Vec::new(),
        replies: vec![list, authors],
        expect: Vec::new(),
    }
}

/// Everything that can be defended.
pub fn expect(call: &Call) -> Vec<Expect> {
    let of = |path: &str| {
        call.replies
            .iter()
            .find(|it| it.path.as_deref() == Some(path))
    };
    let (Some(list), Some(authors)) = (of(POSTS), of(AUTHORS)) else {
        return vec![Expect::default()];
    };
    let get = |path: &str| Wanted {
        method: Some("GET".to_owned()),
        path: Some(path.to_owned()),
        ..Wanted::default()
    };
    let mut requests = vec![get(POSTS)];
    if list.status != 200 {
        return vec![failing(list.status, requests)];
    }
    let posts = list.json.as_ref().and_then(Json::as_array);
    let posts = posts.map(Vec::as_slice).unwrap_or_default();
    let ids: BTreeSet<String> = posts.iter().map(|it| it["author"].to_string()).collect();
    requests.extend(vec![get(AUTHORS); ids.len().div_ceil(MOST)]);
    if !ids.is_empty() && authors.status != 200 {
        return vec![failing(authors.status, requests)];
    }
    let items = authors.lookup.as_ref().map(|it| &it.items);
    let name = |post: &Json| {
        let author = items.and_then(|it| it.get(&post["author"].to_string()));
        author.map_or_else(|| Json::from("unknown"), |it| it["name"].clone())
    };
    let shown = |post: &Json| json!({ "title": post["title"], "author": name(post) });
    let rounds = if ids.is_empty() { 0 } else { authors.after };
    vec![Expect {
        returns: Some(posts.iter().map(shown).collect()),
        requests: Some(requests),
        took: Some((0, list.after + rounds)),
        ..Expect::default()
    }]
}

fn failing(status: u16, requests: Vec<Wanted>) -> Expect {
    Expect {
        throws: Some(format!("*{status}*")),
        requests: Some(requests),
        ..Expect::default()
    }
}
