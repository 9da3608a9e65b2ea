//! Likes that count once, and a stock that never falls below zero.
//!
//! `PUT` and `DELETE` of a like are idempotent (RFC 9110, section 9.2.2): 204 each time. An order that asks for more than is left
//! is 409 (section 15.5.10) and sells nothing. An order carries an `Idempotency-Key` (IETF draft of that name): without it 400; the
//! same key with the same body gets the same answer again, and nothing else happens; with another body 422.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{build::request, service::Service, words::word};
use crate::judge::spec::{Answer, Request};

const STOCK: u64 = 5;
const USERS: [&str; 3] = ["ana", "ben", "cleo"];

/// Posts and a shop.
pub struct Likes {
    /// Who likes what: post and user.
    fans: BTreeSet<(String, String)>,
    left: u64,
    /// By key: the body of the first order, and its answer.
    orders: BTreeMap<String, (String, Answer)>,
}

impl Default for Likes {
    fn default() -> Self {
        Self {
            fans: BTreeSet::new(),
            left: STOCK,
            orders: BTreeMap::new(),
        }
    }
}

impl Service for Likes {
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request> {
        let post = rng.usize(1..90);
        // Both are looked at first: what one case leaves behind for the next shows at once.
        let mut asked = vec![stock(), seen(post)];
        asked.extend(if at % 12 < 5 {
            about_likes(rng, at % 12, post)
        } else {
            about_orders(rng, at % 12)
        });
        asked.push(if at % 12 < 5 { seen(post) } else { stock() });
        asked
    }

    fn answer(&mut self, request: &Request) -> Option<Answer> {
        match (request.method.as_str(), request.segments().as_slice()) {
            ("GET", ["stock"]) => Some(Answer::of(200).saying(json!({ "left": self.left }))),
            ("POST", ["orders"]) => self.order(request),
            ("GET", ["posts", post]) => {
                let count = self.fans.iter().filter(|it| it.0 == *post).count();
                Some(Answer::of(200).saying(json!({ "likes": count })))
            }
            (method @ ("PUT" | "DELETE"), ["posts", post, "like"]) => {
                let like = ((*post).to_owned(), request.header("x-user")?.to_owned());
                if method == "PUT" {
                    self.fans.insert(like);
                } else {
                    self.fans.remove(&like);
                }
                Some(Answer::of(204))
            }
            _ => None,
        }
    }
}

impl Likes {
    fn order(&mut self, request: &Request) -> Option<Answer> {
        let body: Json = serde_json::from_str(&request.body).ok()?;
        let count = body["count"].as_u64().filter(|it| *it > 0)?;
        let Some(key) = request.header("idempotency-key") else {
            return Some(Answer::of(400));
        };
        if let Some((body, answer)) = self.orders.get(key) {
            let same = *body == request.body;
            return Some(if same {
                answer.clone()
            } else {
                Answer::of(422)
            });
        }
        let sold = count <= self.left;
        if sold {
            self.left -= count;
        }
        let answer = Answer::of(if sold { 201 } else { 409 }).saying(json!({ "left": self.left }));
        let kept = (request.body.clone(), answer.clone());
        self.orders.insert(key.to_owned(), kept);
        Some(answer)
    }
}

fn about_likes(rng: &mut Rng, kind: usize, post: usize) -> Vec<Request> {
    let first = rng.usize(..USERS.len());
    let one = USERS[first];
    let other = USERS[(first + rng.usize(1..USERS.len())) % USERS.len()];
    let put = |user| like("PUT", post, user);
    let delete = |user| like("DELETE", post, user);
    match kind {
        0 => vec![put(one), put(one)],
        1 => vec![put(one), put(other), put(one)],
        2 => vec![put(other), put(one), delete(one), delete(one)],
        3 => vec![put(one), delete(other), put(one)],
        _ => vec![put(one), like("PUT", post + 1, other), seen(post + 1)],
    }
}

fn about_orders(rng: &mut Rng, kind: usize) -> Vec<Request> {
    let keys: Vec<String> = (1..4).map(|it| format!("{}-{it}", word(rng))).collect();
    let order = |key: usize, count| order(Some(&keys[key]), count);
    let few = rng.u64(1..3);
    match kind {
        5 => vec![order(0, 5 - few), order(1, few), order(2, 1)],
        6 => vec![order(0, rng.u64(6..9)), order(1, few)],
        7 => vec![order(0, few), order(0, few)],
        8 => vec![order(0, few), order(1, 1), order(0, few), order(0, few)],
        9 => vec![order(0, few), order(0, few + 1), stock(), order(0, few)],
        10 => vec![self::order(None, few)],
        _ => vec![order(0, 4), order(1, 3), order(2, 1), order(1, 3)],
    }
}

fn seen(post: usize) -> Request {
    request("GET", format!("/posts/{post}"), &[])
}

fn stock() -> Request {
    request("GET", "/stock", &[])
}

fn like(method: &str, post: usize, user: &str) -> Request {
    request(method, format!("/posts/{post}/like"), &[("x-user", user)])
}

fn order(key: Option<&str>, count: u64) -> Request {
    let fields: Vec<_> = key.iter().map(|it| ("idempotency-key", *it)).collect();
    Request {
        body: json!({ "count": count }).to_string(),
        ..request("POST", "/orders", &fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(asked: Vec<Request>) -> Vec<(u16, Option<Json>)> {
        let mut shop = Likes::default();
        let one = |it: Answer| (it.status, it.json);
        let asked = asked.into_iter();
        let answers = asked.map(|it| shop.answer(&it).expect("the brief has it"));
        answers.map(one).collect()
    }

    #[test]
    fn a_like_counts_once_for_each_user_and_post() {
        let likes = |it: u64| (200, Some(json!({ "likes": it })));
        let done = (204, None);
        assert_eq!(
            answers(vec![
                like("PUT", 1, "ana"),
                like("PUT", 1, "ana"),
                like("PUT", 1, "ben"),
                like("PUT", 2, "ben"),
                seen(1),
                like("DELETE", 1, "ana"),
                like("DELETE", 1, "ana"),
                seen(1),
                seen(3),
            ]),
            [
                done.clone(),
                done.clone(),
                done.clone(),
                done.clone(),
                likes(2),
                done.clone(),
                done,
                likes(1),
                likes(0),
            ]
        );
    }

    #[test]
    fn an_order_is_carried_out_once_and_never_beyond_the_stock() {
        let said = |status, left: u64| (status, Some(json!({ "left": left })));
        assert_eq!(
            answers(vec![
                order(Some("a"), 4),
                order(Some("b"), 2),
                order(Some("a"), 4),
                order(Some("a"), 1),
                order(None, 1),
                order(Some("c"), 1),
                order(Some("b"), 2),
                stock(),
            ]),
            [
                said(201, 1),
                said(409, 1),
                said(201, 1),
                (422, None),
                (400, None),
                said(201, 0),
                said(409, 1),
                said(200, 0),
            ]
        );
    }
}
