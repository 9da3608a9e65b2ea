//! `GET /api/products`, `/api/cart` and `/api/cart/items[/{product}]`: a cart to put things into, once with POST, which
//! adds, and once with PUT, which sets.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::stored::{Form, Id, Stored, created};
use crate::{
    json::{Json, Sent},
    problem::{Error, Problem},
    services::Services,
    store::{self, MAX_QUANTITY, OrderItem, Put, Total},
};

/// The largest id of a product.
const LAST_PRODUCT: i64 = 6;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(products))
        .routes(routes!(cart, empty))
        .routes(routes!(add))
        .routes(routes!(set, remove))
}

/// Something to buy.
#[derive(Serialize, ToSchema)]
struct Product {
    id: i64,
    name: String,
    price_cents: i64,
}

/// All there is to buy.
#[derive(Serialize, ToSchema)]
struct ProductList {
    products: Vec<Product>,
}

/// List what there is to buy.
#[utoipa::path(
    get,
    path = "/api/products",
    tag = "shop",
    responses(
        (status = 200, body = ProductList),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn products(stored: Stored) -> Result<Json<ProductList>, Error> {
    let products = stored.store().products(stored.by()).await?;
    let products = products
        .into_iter()
        .map(|it| Product {
            id: it.id,
            name: it.name,
            price_cents: it.price_cents,
        })
        .collect();
    Ok(Json(ProductList { products }))
}

/// A line of a cart or an order.
#[derive(Serialize, ToSchema)]
pub(super) struct Line {
    product: i64,
    name: String,
    price_cents: i64,
    quantity: i64,
}

impl From<OrderItem> for Line {
    fn from(it: OrderItem) -> Self {
        Self {
            product: it.product,
            name: it.name,
            price_cents: it.price_cents,
            quantity: it.quantity,
        }
    }
}

/// What is in the cart.
#[derive(Serialize, ToSchema)]
struct Cart {
    items: Vec<Line>,
    total_cents: i64,
}

/// Look into your cart.
#[utoipa::path(
    get,
    path = "/api/cart",
    tag = "shop",
    responses(
        (status = 200, body = Cart),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn cart(stored: Stored) -> Result<Json<Cart>, Error> {
    let items = stored.store().cart(stored.by()).await?;
    let items: Vec<OrderItem> = items.into_iter().map(OrderItem::from).collect();
    Ok(Json(Cart {
        total_cents: items.total_cents(),
        items: items.into_iter().map(Line::from).collect(),
    }))
}

/// Empty your cart.
#[utoipa::path(
    delete,
    path = "/api/cart",
    tag = "shop",
    responses(
        (status = 204, description = "It is empty."),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn empty(stored: Stored) -> Result<StatusCode, Error> {
    stored.store().take_out(stored.by(), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many of what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it describes what `add` reads")]
struct NewLine {
    /// The id of a product: `GET /api/products` lists them.
    #[schema(minimum = 1, maximum = 6, example = 1)]
    product: i64,
    /// How many more: 1 unless it is said.
    #[schema(minimum = 1, maximum = 99, nullable = false)]
    quantity: Option<i64>,
}

/// Put something into your cart.
///
/// It adds to what is there: sent twice, it is twice as many. PUT says how many there are to be.
/// ```sh
/// curl -i -c jar -b jar http://127.0.0.1:3000/api/cart/items -H 'Content-Type: application/json' -d '{"product":3}'
/// ```
#[utoipa::path(
    post,
    path = "/api/cart/items",
    tag = "shop",
    request_body = NewLine,
    responses(
        (status = 200, body = Line, description = "There are more of it now."),
        (status = 201, body = Line, headers(("Location" = String, description = "Where the line is"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "A cart holds at most 99 of one product."),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add(stored: Stored, sent: Sent) -> Result<Response, Error> {
    let (product, quantity) = Form::read(sent.json()?, |form| {
        (
            form.whole("product", 1..=LAST_PRODUCT),
            form.maybe_whole("quantity", 1..=MAX_QUANTITY).unwrap_or(1),
        )
    })?;
    let put = stored
        .store()
        .put(stored.by(), product, Put::Add(quantity))
        .await;
    Ok(answer(put?))
}

/// How many of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "it describes what `set` reads")]
struct Quantity {
    #[schema(minimum = 1, maximum = 99, example = 2)]
    quantity: i64,
}

/// Say how many of a product your cart holds.
///
/// Sent twice, it is the same: PUT is idempotent.
#[utoipa::path(
    put,
    path = "/api/cart/items/{product}",
    tag = "shop",
    params(("product" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64)),
    request_body = Quantity,
    responses(
        (status = 200, body = Line),
        (status = 201, body = Line, headers(("Location" = String, description = "Where the line is"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
        (status = 507, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set(stored: Stored, Id(product): Id, sent: Sent) -> Result<Response, Error> {
    let quantity = Form::read(sent.json()?, |form| {
        form.whole("quantity", 1..=MAX_QUANTITY)
    })?;
    let put = stored
        .store()
        .put(stored.by(), product, Put::Set(quantity))
        .await;
    Ok(answer(put?))
}

/// Take a product out of your cart.
#[utoipa::path(
    delete,
    path = "/api/cart/items/{product}",
    tag = "shop",
    params(("product" = i64, Path, minimum = 1, maximum = 9_007_199_254_740_991_i64)),
    responses(
        (status = 204, description = "It is out of the cart."),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn remove(stored: Stored, Id(product): Id) -> Result<StatusCode, Error> {
    let taken = stored.store().take_out(stored.by(), Some(product)).await;
    taken?;
    Ok(StatusCode::NO_CONTENT)
}

fn answer((item, is_new): (store::CartItem, bool)) -> Response {
    let line = Line::from(OrderItem::from(item));
    if is_new {
        let location = format!("/api/cart/items/{}", line.product);
        return created(&location, line);
    }
    Json(line).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::catalogue::PRODUCTS;

    #[test]
    fn the_bound_that_is_described_is_that_of_the_catalogue() {
        assert_eq!(usize::try_from(LAST_PRODUCT), Ok(PRODUCTS.len()));
    }
}
