//! `/api/payments[/{id}]`: a request that must not happen twice, and the key that makes sure of it.
//!
//! The payment, its key and its answer are stored in one transaction, before the pretended bank takes its time. So it
//! is made even if the client hangs up or the server crashes while the bank is busy, and the key finds it again.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::stored::{Fault, Form, Id, MAX_SAFE, MaybeKey, Paging, Stored, created, marked, time};
use crate::{
    json::{Json, Sent},
    problem::{Error, Problem},
    services::Services,
    store::{self, NewPayment},
};

const PATH: &str = "/api/payments";

/// The longest that the pretended bank takes, in milliseconds.
const SLOWEST_MS: i64 = 5_000;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list, pay))
        .routes(routes!(read))
}

/// What is to be paid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it describes what `payment_in` reads")]
struct PaymentToBe {
    /// Who gets the money.
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = "^[^\\u0000]*$",
        example = "The book shop"
    )]
    recipient: String,
    /// How much, in cents.
    #[schema(minimum = 1, maximum = 100_000_000, example = 1250)]
    amount_cents: i64,
    /// The order that it pays for, if any. Then the amount must be what that costs.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, nullable = false)]
    order: Option<i64>,
    /// How long the pretended bank takes, in milliseconds: 0 unless it is said. So long the key is in flight.
    #[schema(minimum = 0, maximum = 5000, nullable = false)]
    takes_ms: Option<i64>,
}

/// A payment.
#[derive(Serialize, ToSchema)]
struct Payment {
    id: i64,
    recipient: String,
    amount_cents: i64,
    order: Option<i64>,
    /// `processing` while the pretended bank takes its time, then `paid`.
    status: &'static str,
    /// RFC 3339, in UTC.
    created_at: String,
}

impl Payment {
    fn at(now_ms: i64, it: store::Payment) -> Self {
        let ready = it.ready_ms <= now_ms;
        Self {
            id: it.id,
            recipient: it.recipient,
            amount_cents: it.amount_cents,
            order: it.order,
            status: if ready { "paid" } else { "processing" },
            created_at: time(it.created_ms),
        }
    }
}

/// Part of the list of payments.
#[derive(Serialize, ToSchema)]
struct PaymentList {
    payments: Vec<Payment>,
    /// The address of the next part; `null` after the last.
    next: Option<String>,
}

/// Pay.
///
/// Choose a new `Idempotency-Key` for every payment. If the answer does not reach you, send the same request with the
/// same key: you get the answer of the first time, marked with `Idempotency-Replayed: true`, and it is paid once.
/// ```sh
/// curl -i -c jar -b jar http://127.0.0.1:3000/api/payments -H 'Idempotency-Key: 8e03978e-40d5-43dd-bc93' -H 'Content-Type: application/json' -d '{"recipient":"The book shop","amount_cents":1250}'
/// ```
#[utoipa::path(
    post,
    path = "/api/payments",
    tag = "shop",
    params(("Idempotency-Key" = String, Header, min_length = 1, max_length = 255, pattern = r#"^("([!#-\[\]-~]|\\["\\])+"|[!#-~][!-~]*)$"#, description = "Names this payment. The same key again is the same payment, for 24 hours.")),
    request_body = PaymentToBe,
    responses(
        (status = 201, body = Payment, headers(("Location" = String, description = "Where the payment is"), ("Idempotency-Replayed" = Option<String>, description = "`true` on the answer of the first time, given again"))),
        (status = 400, body = Problem, content_type = "application/problem+json", description = "The key is missing, or the body is not JSON."),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The first request with this key is not done; or there is no such order, it costs something else, or it is paid already."),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "The key came before with another request, or something in this one is wrong."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn pay(stored: Stored, key: MaybeKey, sent: Sent) -> Result<Response, Error> {
    key.required()?;
    let payment = payment_in(&sent)?;
    let takes_ms = payment.takes_ms;
    let order = payment.order;
    let parts = [
        payment.recipient.as_str(),
        &payment.amount_cents.to_string(),
        &order.map(|it| it.to_string()).unwrap_or_default(),
        &takes_ms.to_string(),
    ];
    let key = key.of(&parts)?.ok_or(Fault::NoKey)?;
    let paid = stored.store().pay(stored.by(), &key, payment).await;
    let paid = paid.map_err(|fault| Fault::of_payment(fault, order))?;
    if !paid.replayed && takes_ms > 0 {
        let wait = Duration::from_millis(takes_ms.unsigned_abs());
        stored.services().clock().sleep(wait).await;
    }
    let done_ms = paid.value.ready_ms;
    let location = format!("{PATH}/{}", paid.value.id);
    let answer = created(&location, Payment::at(done_ms, paid.value));
    Ok(marked(answer, paid.replayed))
}

/// List your payments.
#[utoipa::path(
    get,
    path = "/api/payments",
    tag = "shop",
    params(
        ("limit" = Option<u8>, Query, nullable = false, minimum = 1, maximum = 100, description = "How many at most; 20 unless it is said."),
        ("cursor" = Option<i64>, Query, nullable = false, minimum = 1, maximum = 9_007_199_254_740_991_i64, description = "Where to go on, as `next` and `Link` of the part before say it."),
    ),
    responses(
        (status = 200, body = PaymentList, headers(("Link" = String, description = "Where the first and the next part are"))),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(stored: Stored, paging: Paging) -> Result<Response, Error> {
    let payments = stored.store().payments(stored.by(), paging.0).await?;
    let next = paging.next(PATH, &payments, |it| it.id);
    let link = paging.link(PATH, next.as_deref());
    let now_ms = stored.by().now_ms;
    let payments = payments.items.into_iter();
    let payments = payments.map(|it| Payment::at(now_ms, it)).collect();
    Ok((link, Json(PaymentList { payments, next })).into_response())
}

/// Read a payment.
#[utoipa::path(
    get,
    path = "/api/payments/{id}",
    tag = "shop",
    params(("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64)),
    responses(
        (status = 200, body = Payment),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn read(stored: Stored, Id(id): Id) -> Result<Json<Payment>, Error> {
    let payment = stored.store().payment(stored.by(), id).await?;
    Ok(Json(Payment::at(stored.by().now_ms, payment)))
}

fn payment_in(sent: &Sent) -> Result<NewPayment, Error> {
    let payment = Form::read(sent.json()?, |form| NewPayment {
        recipient: form.text("recipient", 1..=80),
        amount_cents: form.whole("amount_cents", 1..=100_000_000),
        order: form.maybe_whole("order", 1..=MAX_SAFE),
        takes_ms: form
            .maybe_whole("takes_ms", 0..=SLOWEST_MS)
            .unwrap_or_default(),
    })?;
    Ok(payment)
}
