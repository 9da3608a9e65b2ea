//! `/cors/…`: five ways to answer a page of another origin, by the Fetch standard (CORS protocol). They stand on the
//! second origin for pages to try, and on the first one for whoever wants to look at them with other tools.
//!
//! Each of them does what is asked: only the browser keeps the answer from the page. `policy` says what each allows.

mod policy;

use axum::{
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::policy::Policy;
use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(open, open_preflight))
        .routes(routes!(exact_origin, exact_origin_preflight))
        .routes(routes!(credentials, credentials_preflight))
        .routes(routes!(no_preflight))
        .routes(routes!(blocked))
}

/// What arrived: the server has seen it, whether or not the page may know.
#[derive(Serialize, ToSchema)]
#[schema(as = CrossOriginArrived)]
struct Arrived {
    message: &'static str,
    method: String,
    /// The origin of the page that asked, as the browser said it; null where none was said.
    origin: Option<String>,
    /// How many cookies came along. Browsers send them to another origin only when the page asks for it.
    cookies: usize,
}

/// Answer pages of any origin, as long as they send no credentials.
///
/// `Access-Control-Allow-Origin: *`, and every field of the response may be read.
#[utoipa::path(method(get, post, put, delete), path = "/cors/open", tag = "origins", responses((status = 200, body = Arrived)))]
async fn open(State(services): State<Services>, request: Request) -> Response {
    answer(Policy::Open, &services, &request)
}

/// Allow the request that a page of any origin is about to send.
#[utoipa::path(options, path = "/cors/open", tag = "origins", responses((status = 204)))]
async fn open_preflight(State(services): State<Services>, request: Request) -> Response {
    Policy::Open.preflight(services.origins(), request.headers())
}

/// Answer pages of this server's own first origin, and of no other.
///
/// `Access-Control-Allow-Origin` names it, so the answer differs by `Origin`, and says so in `Vary`.
///
/// ```sh
/// curl -i -H "Origin: http://127.0.0.1:3000" http://127.0.0.1:3000/cors/exact-origin
/// ```
#[utoipa::path(method(get, post, put, delete), path = "/cors/exact-origin", tag = "origins", responses((status = 200, body = Arrived)))]
async fn exact_origin(State(services): State<Services>, request: Request) -> Response {
    answer(Policy::ExactOrigin, &services, &request)
}

/// Allow the request that a page of the first origin is about to send.
#[utoipa::path(options, path = "/cors/exact-origin", tag = "origins", responses((status = 204)))]
async fn exact_origin_preflight(State(services): State<Services>, request: Request) -> Response {
    Policy::ExactOrigin.preflight(services.origins(), request.headers())
}

/// Answer pages of the first origin even when they send cookies, and set one.
#[utoipa::path(method(get, post, put, delete), path = "/cors/credentials", tag = "origins", responses((status = 200, body = Arrived)))]
async fn credentials(State(services): State<Services>, request: Request) -> Response {
    const COOKIE: &str = "crossed=yes; Path=/cors/credentials; Max-Age=3600; SameSite=Lax";
    let response = answer(Policy::Credentials, &services, &request);
    ([(header::SET_COOKIE, COOKIE)], response).into_response()
}

/// Allow the request, with credentials, that a page of the first origin is about to send.
#[utoipa::path(options, path = "/cors/credentials", tag = "origins", responses((status = 204)))]
async fn credentials_preflight(State(services): State<Services>, request: Request) -> Response {
    Policy::Credentials.preflight(services.origins(), request.headers())
}

/// Answer pages of any origin, but not the question that browsers ask before some requests.
///
/// `OPTIONS` is answered as on any route: without a word on other origins. So a plain GET or POST succeeds, and PUT, or
/// a field such as `X-Lesson`, does not.
#[utoipa::path(method(get, post, put, delete), path = "/cors/no-preflight", tag = "origins", responses((status = 200, body = Arrived)))]
async fn no_preflight(State(services): State<Services>, request: Request) -> Response {
    answer(Policy::Open, &services, &request)
}

/// Answer without a word on other origins: the request arrives, and the page may not read the answer.
#[utoipa::path(method(get, post, put, delete), path = "/cors/blocked", tag = "origins", responses((status = 200, body = Arrived)))]
async fn blocked(State(services): State<Services>, request: Request) -> Response {
    answer(Policy::Silent, &services, &request)
}

fn answer(policy: Policy, services: &Services, request: &Request) -> Response {
    let headers = request.headers();
    let cookies = headers.get_all(header::COOKIE).iter();
    let arrived = Json(Arrived {
        message: "This arrived, and was answered.",
        method: request.method().to_string(),
        origin: policy::origin(headers).map(str::to_owned),
        cookies: cookies
            .flat_map(|it| it.as_bytes().split(|it| *it == b';'))
            .filter(|it| !it.trim_ascii().is_empty())
            .count(),
    });
    let mut response = arrived.into_response();
    policy.allow(services.origins(), headers, response.headers_mut());
    response
}
