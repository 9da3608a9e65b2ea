//! A shop that sells all of an order or nothing of it.
//!
//! What is no JSON is 400 (RFC 9110, section 15.5.1), JSON that is no order 422 (section 15.5.21), and an order of which something is
//! not there 409 (section 15.5.10), with what is missing. Only an order that is 201 changes the stock.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{build::request, service::Service, words::one_of};
use crate::judge::spec::{Answer, Request};

/// What is sold: name, how many there are at first, price.
const PRODUCTS: [(&str, u64, u64); 3] = [("mug", 5, 8), ("pen", 9, 2), ("cap", 2, 15)];
/// Nothing of the kind is sold.
const UNKNOWN: [&str; 2] = ["hat", "bag"];
/// Nor of this, and yet every object in JavaScript is born with it.
const BORN_WITH: [&str; 2] = ["constructor", "toString"];

/// The shop: what has been sold of each product.
#[derive(Default)]
pub struct Checkout {
    sold: [u64; 3],
}

/// One entry of an order: which product, and how many.
type Item = (usize, u64);

impl Service for Checkout {
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request> {
        // The stock is looked at after each order, so that whatever is wrong with it shows right behind its cause.
        let mut asked = vec![stock()];
        for body in orders(rng, at % 14) {
            asked.push(order(&body));
            asked.push(stock());
        }
        asked
    }

    fn answer(&mut self, request: &Request) -> Option<Answer> {
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/stock") => Some(Answer::of(200).saying(self.left())),
            ("POST", "/checkout") => Some(self.order(&request.body)),
            _ => None,
        }
    }
}

impl Checkout {
    fn left(&self) -> Json {
        let left = PRODUCTS.iter().zip(self.sold);
        let left = left.map(|((name, first, _), sold)| ((*name).to_owned(), json!(first - sold)));
        Json::Object(left.collect())
    }

    fn order(&mut self, body: &str) -> Answer {
        let Ok(order) = serde_json::from_str::<Json>(body) else {
            return Answer::of(400);
        };
        let Some(items) = items(&order) else {
            return Answer::of(422);
        };
        let mut sold = self.sold;
        for (product, count) in &items {
            sold[*product] = sold[*product].saturating_add(*count);
        }
        let too_many = |it: &usize| sold[*it] > PRODUCTS[*it].1;
        let mut missing: Vec<usize> = Vec::new();
        for product in items.iter().map(|it| it.0).filter(too_many) {
            if !missing.contains(&product) {
                missing.push(product);
            }
        }
        if !missing.is_empty() {
            let names: Vec<&str> = missing.iter().map(|it| PRODUCTS[*it].0).collect();
            return Answer::of(409).saying(json!({ "missing": names }));
        }
        self.sold = sold;
        let price = |(product, count): &Item| PRODUCTS[*product].2 * count;
        let total: u64 = items.iter().map(price).sum();
        Answer::of(201).saying(json!({ "total": total }))
    }
}

/// The entries of an order; none where it is no order.
fn items(order: &Json) -> Option<Vec<Item>> {
    let entries = order["items"].as_array().filter(|it| !it.is_empty())?;
    let item = |it: &Json| {
        let id = it["id"].as_str()?;
        let product = PRODUCTS.iter().position(|it| it.0 == id)?;
        // JavaScript knows one kind of number: 2.0 is the whole number 2.
        let count = it["count"].as_f64().filter(|it| it.fract() == 0.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is in this range"
        )]
        (1.0..1e9)
            .contains(&count)
            .then_some((product, count as u64))
    };
    entries.iter().map(item).collect()
}

/// The bodies of one or more orders.
fn orders(rng: &mut Rng, kind: usize) -> Vec<String> {
    let (mugs, pens) = (rng.u64(1..4), rng.u64(1..6));
    let some = json!({ "id": "mug", "count": mugs });
    let pen = json!({ "id": "pen", "count": pens });
    let unknown = json!({ "id": one_of(rng, &UNKNOWN), "count": rng.u64(1..3) });
    let many = |id: &str, count: u64| json!({ "id": id, "count": count });
    let one = |items: Json| vec![json!({ "items": items }).to_string()];
    match kind {
        0 => [one(json!([some])), one(json!([pen]))].concat(),
        1 => one(json!([pen, some])),
        2 => one(json!([some, many("cap", rng.u64(3..9)), pen])),
        3 => one(json!([many("pen", rng.u64(10..30)), some])),
        4 => one(json!([many("mug", 3), pen, many("mug", rng.u64(3..6))])),
        5 => one(json!([many("mug", mugs), pen, many("mug", 5 - mugs)])),
        6 => [
            one(json!([pen])),
            one(json!([many("pen", 9 - pens), many("cap", 2)])),
        ]
        .concat(),
        7 => one(json!([
            many("cap", rng.u64(3..6)),
            some,
            many("pen", rng.u64(10..14)),
            many("cap", 1)
        ])),
        8 => one(json!([some, unknown])),
        9 => one(json!([pen, { "id": "mug", "count": wrong_count(rng) }])),
        10 => vec![one_of(rng, &["", "{\"items\":[", "two mugs"]).to_owned()],
        11 => [one(json!([many("cap", 7), unknown])), vec![no_order(rng)]].concat(),
        12 => one(json!([{ "id": one_of(rng, &BORN_WITH), "count": pens }])),
        _ => (0..4)
            .flat_map(|_| one(json!([many("mug", rng.u64(1..4)), many("cap", 1)])))
            .collect(),
    }
}

fn wrong_count(rng: &mut Rng) -> Json {
    let counts = [json!(0), json!(-2), json!(1.5), json!("2"), Json::Null];
    counts[rng.usize(..counts.len())].clone()
}

/// JSON that is no order.
fn no_order(rng: &mut Rng) -> String {
    one_of(
        rng,
        &["{}", "{\"items\":[]}", "{\"items\":\"mug\"}", "[]", "null"],
    )
    .to_owned()
}

fn stock() -> Request {
    request("GET", "/stock", &[])
}

fn order(body: &str) -> Request {
    Request {
        body: body.to_owned(),
        ..request("POST", "/checkout", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(bodies: &[&str]) -> Vec<(u16, Option<Json>)> {
        let mut shop = Checkout::default();
        let mut said = |it| {
            let answer = shop.answer(&it).expect("the brief has it");
            (answer.status, answer.json)
        };
        let mut all: Vec<_> = bodies.iter().map(|it| said(order(it))).collect();
        all.push(said(stock()));
        all
    }

    #[test]
    fn an_order_is_sold_whole_or_not_at_all() {
        assert_eq!(
            answers(&[
                r#"{"items":[{"id":"mug","count":2},{"id":"pen","count":1.0}]}"#,
                r#"{"items":[{"id":"pen","count":2},{"id":"mug","count":4}]}"#,
                r#"{"items":[{"id":"mug","count":2},{"id":"cap","count":9},{"id":"mug","count":2}]}"#,
                r#"{"items":[{"id":"mug","count":3}]}"#,
            ]),
            [
                (201, Some(json!({ "total": 18 }))),
                (409, Some(json!({ "missing": ["mug"] }))),
                (409, Some(json!({ "missing": ["mug", "cap"] }))),
                (201, Some(json!({ "total": 24 }))),
                (200, Some(json!({ "mug": 0, "pen": 8, "cap": 2 }))),
            ]
        );
    }

    #[test]
    fn what_is_no_order_is_told_from_what_is_no_json() {
        for (body, status) in [
            ("", 400),
            ("{", 400),
            ("null", 422),
            ("[]", 422),
            (r#"{"items":[]}"#, 422),
            (r#"{"items":[{"id":"hat","count":1}]}"#, 422),
            (r#"{"items":[{"id":"mug"}]}"#, 422),
            (r#"{"items":[{"id":"mug","count":0}]}"#, 422),
            (r#"{"items":[{"id":"mug","count":0.5}]}"#, 422),
            (
                r#"{"items":[{"id":"cap","count":9},{"id":"hat","count":1}]}"#,
                422,
            ),
        ] {
            let all = answers(&[body]);
            assert_eq!(all[0].0, status, "{body}");
            assert_eq!(
                all[1].1,
                Some(json!({ "mug": 5, "pen": 9, "cap": 2 })),
                "{body}"
            );
        }
    }
}
