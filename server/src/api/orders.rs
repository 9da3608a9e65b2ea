//! `POST /api/checkout` and `/api/orders[/{id}]`: a cart becomes an order, completely or not at all.

use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    cart::Line,
    stored::{Id, MaybeKey, Paging, Stored, created, marked, time},
};
use crate::{
    json::Json,
    problem::{Error, Problem},
    services::Services,
    store,
};

const PATH: &str = "/api/orders";

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(check_out))
        .routes(routes!(list))
        .routes(routes!(read))
}

/// An order.
#[derive(Serialize, ToSchema)]
struct Order {
    id: i64,
    items: Vec<Line>,
    total_cents: i64,
    /// `open`, or `paid`.
    status: &'static str,
    /// The payment that paid for it; `null` while it is open.
    payment: Option<i64>,
    /// RFC 3339, in UTC.
    created_at: String,
}

impl From<store::Order> for Order {
    fn from(it: store::Order) -> Self {
        Self {
            id: it.id,
            items: it.items.into_iter().map(Line::from).collect(),
            total_cents: it.total_cents,
            status: if it.payment.is_some() { "paid" } else { "open" },
            payment: it.payment,
            created_at: time(it.created_ms),
        }
    }
}

/// Part of the list of orders.
#[derive(Serialize, ToSchema)]
struct OrderList {
    orders: Vec<Order>,
    /// The address of the next part; `null` after the last.
    next: Option<String>,
}

/// Make an order of what is in your cart.
///
/// The order comes and the cart empties in one transaction: nobody ever sees one without the other.
#[utoipa::path(
    post,
    path = "/api/checkout",
    tag = "shop",
    params(("Idempotency-Key" = Option<String>, Header, nullable = false, min_length = 1, max_length = 255, pattern = r#"^("([!#-\[\]-~]|\\["\\])+"|[!#-~][!-~]*)$"#, description = "Names this checkout. The same key again is the same order, for 24 hours.")),
    responses(
        (status = 201, body = Order, headers(("Location" = String, description = "Where the order is"), ("Idempotency-Replayed" = Option<String>, description = "`true` on the answer of the first time, given again"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "The cart is empty."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn check_out(stored: Stored, key: MaybeKey) -> Result<Response, Error> {
    let key = key.of(&["checkout"])?;
    let ordered = stored.store().check_out(stored.by(), key.as_ref()).await?;
    let order = Order::from(ordered.value);
    let location = format!("{PATH}/{}", order.id);
    Ok(marked(created(&location, order), ordered.replayed))
}

/// List your orders.
#[utoipa::path(
    get,
    path = "/api/orders",
    tag = "shop",
    params(
        ("limit" = Option<u8>, Query, nullable = false, minimum = 1, maximum = 100, description = "How many at most; 20 unless it is said."),
        ("cursor" = Option<i64>, Query, nullable = false, minimum = 1, maximum = 9_007_199_254_740_991_i64, description = "Where to go on, as `next` and `Link` of the part before say it."),
    ),
    responses(
        (status = 200, body = OrderList, headers(("Link" = String, description = "Where the first and the next part are"))),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(stored: Stored, paging: Paging) -> Result<Response, Error> {
    let orders = stored.store().orders(stored.by(), paging.0).await?;
    let next = paging.next(PATH, &orders, |it| it.id);
    let link = paging.link(PATH, next.as_deref());
    let orders = orders.items.into_iter().map(Order::from).collect();
    Ok((link, Json(OrderList { orders, next })).into_response())
}

/// Read an order.
#[utoipa::path(
    get,
    path = "/api/orders/{id}",
    tag = "shop",
    params(("id" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64)),
    responses(
        (status = 200, body = Order),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn read(stored: Stored, Id(id): Id) -> Result<Json<Order>, Error> {
    let order = stored.store().order(stored.by(), id).await?;
    Ok(Json(order.into()))
}
