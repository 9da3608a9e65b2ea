//! `/lab/proxy/…`: resources behind the proxy.

use axum::{
    Extension,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::any,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Fault, Lab, balance::Wish, proxy::Asked};
use crate::{
    api::whoami::Peer,
    body,
    problem::{Error, Problem},
    wire::Draft,
};

/// The longest request body that is sent on, in bytes: 64 KiB.
const MAX_BODY: usize = 64 << 10;

/// The routes of this resource. What is not described here is sent on all the same: the origins say 404.
pub(super) fn router() -> OpenApiRouter<Lab> {
    OpenApiRouter::new()
        .routes(routes!(page, edit))
        .routes(routes!(private))
        .routes(routes!(vary))
        .routes(routes!(swr))
        .routes(routes!(slow))
        .routes(routes!(whoami))
        .route("/lab/proxy/{*path}", any(pass))
}

/// What all of the proxy's routes take, and can give.
macro_rules! behind_the_proxy {
    ($(#[$about:meta])* $method:ident $path:literal $name:ident) => {
        $(#[$about])*
        #[utoipa::path(
            $method,
            path = $path,
            tag = "lab",
            params(
                ("sticky" = Option<u8>, Query, minimum = 0, maximum = 1, description = "1 to stay with the origin that answers, by a cookie."),
                ("balance" = inline(Option<super::balance::Rule>), Query, description = "By which rule the origin is chosen."),
            ),
            responses(
                (status = 200, body = serde_json::Value, description = "What an origin or the cache answered: X-Served-By and Cache-Status say which."),
                (status = 304, description = "The client has it already."),
                (status = 400, body = Problem, content_type = "application/problem+json"),
                (status = 413, body = Problem, content_type = "application/problem+json"),
                (status = 502, body = Problem, content_type = "application/problem+json"),
                (status = 503, body = Problem, content_type = "application/problem+json"),
                (status = 504, body = Problem, content_type = "application/problem+json"),
            ),
        )]
        async fn $name(State(lab): State<Lab>, peer: Option<Extension<Peer>>, request: Request) -> Response {
            answer(&lab, peer, request).await
        }
    };
}

behind_the_proxy! {
    /// A page that the proxy's cache may keep for ten seconds.
    ///
    /// `Cache-Status` says what the cache did, `Age` how old the answer is, `X-Served-By` which origin made it. While no
    /// origin answers, the cache may give out what it has for another minute (`stale-if-error`).
    ///
    /// ```sh
    /// curl -i http://127.0.0.1:3000/lab/proxy/page
    /// ```
    get "/lab/proxy/page" page
}

behind_the_proxy! {
    /// Edit the page: it gets a new revision, and the cache forgets what it had of it.
    post "/lab/proxy/page" edit
}

behind_the_proxy! {
    /// A page that no cache may keep, so that every request reaches an origin.
    get "/lab/proxy/private" private
}

behind_the_proxy! {
    /// A page in English or German, which the cache keeps apart by `Accept-Language`, as `Vary` says.
    get "/lab/proxy/vary" vary
}

behind_the_proxy! {
    /// A page that is fresh for two seconds, and given out for thirty more while the cache asks for a new one.
    get "/lab/proxy/swr" swr
}

behind_the_proxy! {
    /// A page that takes a second to make: the cache gives it out at once, for five seconds.
    get "/lab/proxy/slow" slow
}

behind_the_proxy! {
    /// What the origin sees of the request: `Via` and `Forwarded` say whose it is.
    get "/lab/proxy/whoami" whoami
}

async fn pass(State(lab): State<Lab>, peer: Option<Extension<Peer>>, request: Request) -> Response {
    answer(&lab, peer, request).await
}

async fn answer(lab: &Lab, peer: Option<Extension<Peer>>, request: Request) -> Response {
    let asked = match asked(peer, request).await {
        Ok(asked) => asked,
        Err(error) => return error.into_response(),
    };
    match lab.running().await {
        Ok(running) => running.proxy.pass(asked).await,
        Err(fault) => Error::from(fault).into_response(),
    }
}

async fn asked(peer: Option<Extension<Peer>>, request: Request) -> Result<Asked, Error> {
    let wish = Wish::of(request.uri().query().unwrap_or_default())?;
    let (parts, body) = request.into_parts();
    let body = body::read(&parts.headers, body).await?;
    if body.len() > MAX_BODY {
        return Err(Fault::TooLarge.into());
    }
    Ok(Asked {
        draft: parts.extensions.get::<Draft>().cloned(),
        method: parts.method,
        uri: parts.uri,
        version: parts.version,
        fields: parts.headers,
        body,
        peer: peer.map(|Extension(Peer(address))| address),
        wish,
    })
}
