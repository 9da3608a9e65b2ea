//! The fault dial: a visitor breaks the server for themselves, to see what their client does then.
//!
//! `PUT /api/faults` sets what goes wrong with this visitor's next requests; [`apply`] does it. Nobody
//! else notices.

use std::{future::poll_fn, task::Poll, time::Duration};

use axum::{
    body::{Body, BodyDataStream, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::Route,
};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    body,
    json::{self, Json, Received},
    problem::{AsIs, Error, Problem},
    services::Services,
    visitor::{Caller, Visitor},
};

/// The most requests that one turn of the dial is for.
const MAX_TIMES: u32 = 100;
/// The longest delay, in milliseconds.
const MAX_DELAY_MS: u32 = 10_000;
/// How much of a body is sent before it breaks off, at most, in bytes.
const MAX_TRUNCATED: usize = 1 << 16;

/// Which paths the dial does not reach: the dial itself, and what shows what happened.
const SPARED: [&str; 4] = ["/api/faults", "/_wire", "/health", "/metrics"];

const FAULT: HeaderName = HeaderName::from_static("x-fault");

/// A visitor's dial.
pub(super) type Dial = Option<Fault>;

/// What goes wrong, and how often still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    #[serde(rename = "fault")]
    kind: Kind,
    /// With how many of the next requests; 1 where it is not given.
    #[serde(default = "once", deserialize_with = "json::whole")]
    #[schema(minimum = 1, maximum = 100)]
    times: u32,
    /// For `delay`: how long, in milliseconds; 2000 where it is not given.
    #[serde(default = "two_seconds", deserialize_with = "json::whole")]
    #[schema(maximum = 10_000)]
    delay_ms: u32,
}

fn once() -> u32 {
    1
}

fn two_seconds() -> u32 {
    2000
}

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The answer comes late.
    Delay,
    /// The connection is closed without an answer.
    Reset,
    /// The connection is closed in the middle of the answer's body.
    Truncate,
    /// The answer is 503 with `Retry-After`.
    Unavailable,
    /// The request is carried out twice, as when a client sends it again after a lost answer.
    Duplicate,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::Reset => "reset",
            Self::Truncate => "truncate",
            Self::Unavailable => "unavailable",
            Self::Duplicate => "duplicate",
        }
    }
}

/// In the extensions of a response that must not be sent: the connection is to be closed instead.
#[derive(Clone, Copy, Debug)]
pub struct Reset;

/// How the dial stands.
#[derive(Serialize, ToSchema)]
struct Standing {
    /// What goes wrong with the next requests; `null` where nothing does.
    next: Option<Fault>,
}

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(show, turn, mend))
}

/// See how one's fault dial stands.
#[utoipa::path(get, path = "/api/faults", tag = "time and failure", responses((status = 200, body = Standing)))]
async fn show(State(services): State<Services>, Visitor(visitor): Visitor) -> Json<Standing> {
    let next = services.course().faults.with(&visitor, |it| *it);
    Json(Standing { next })
}

/// Break one's next requests.
///
/// ```sh
/// curl -c jar -X PUT http://127.0.0.1:3000/api/faults --json '{"fault": "truncate"}'
/// curl -b jar http://127.0.0.1:3000/api/hello || echo "curl ended with $?: the answer broke off"
/// ```
#[utoipa::path(
    put,
    path = "/api/faults",
    tag = "time and failure",
    request_body = Fault,
    responses(
        (status = 200, body = Standing),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn turn(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    Received(fault): Received<Fault>,
) -> Result<Json<Standing>, Error> {
    for (name, value, least, most) in [
        ("times", fault.times, 1, MAX_TIMES),
        ("delay_ms", fault.delay_ms, 0, MAX_DELAY_MS),
    ] {
        if !(least..=most).contains(&value) {
            return Err(Error::OutOfRange { name, least, most });
        }
    }
    services
        .course()
        .faults
        .with(&visitor, |it| *it = Some(fault));
    Ok(Json(Standing { next: Some(fault) }))
}

/// Have nothing go wrong any more.
#[utoipa::path(delete, path = "/api/faults", tag = "time and failure", responses((status = 204, description = "Nothing goes wrong now.")))]
async fn mend(State(services): State<Services>, Visitor(visitor): Visitor) -> StatusCode {
    services.course().faults.with(&visitor, |it| *it = None);
    StatusCode::NO_CONTENT
}

/// Does to a request what its visitor asked for.
pub(crate) async fn apply(
    fault: Fault,
    services: &Services,
    request: Request,
    route: Route,
) -> Response {
    let mut response = match fault.kind {
        Kind::Delay => {
            let delay = Duration::from_millis(fault.delay_ms.into());
            services.clock().sleep(delay).await;
            run(route, request).await
        }
        Kind::Reset => {
            let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
            response.extensions_mut().insert(Reset);
            response.extensions_mut().insert(AsIs);
            response
        }
        Kind::Truncate => truncated(run(route, request).await),
        Kind::Unavailable => Error::Dialled.into_response(),
        Kind::Duplicate => twice(request, route).await,
    };
    let word = HeaderValue::from_static(fault.kind.word());
    response.headers_mut().insert(FAULT, word);
    response
}

async fn run(route: Route, request: Request) -> Response {
    let answered = route.oneshot(request).await;
    answered.unwrap_or_else(|never| match never {})
}

/// The fault that is due for this request; it counts as used.
pub(crate) fn due(services: &Services, request: &Request) -> Option<Fault> {
    let path = request.uri().path();
    if SPARED.iter().any(|it| path.starts_with(it)) {
        return None;
    }
    let visitor = request.extensions().get::<Caller>()?.visitor()?;
    services.course().faults.peek(&visitor, take).flatten()
}

fn take(dial: &mut Dial) -> Dial {
    let fault = (*dial)?;
    *dial = (fault.times > 1).then_some(Fault {
        times: fault.times - 1,
        ..fault
    });
    Some(fault)
}

/// The beginning of a response's body, under the head of the whole.
fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        // Where there is nothing, one byte is said to be missing.
        let length = HeaderValue::from(length.max(1));
        parts.headers.insert(header::CONTENT_LENGTH, length);
    }
    let beginning = Beginning {
        pieces: body.into_data_stream(),
        held: Bytes::new(),
        left: MAX_TRUNCATED,
        over: false,
    };
    let pieces = stream::unfold(beginning, |mut beginning| async {
        Some((Ok(beginning.next().await?), beginning))
    });
    // A body that has nothing for now has what it gave before sent: that must leave before the connection ends.
    let broken = pieces.chain(stream::once(async {
        let mut waited = false;
        poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::replace(&mut waited, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        Err(std::io::Error::other("broken off on purpose"))
    }));
    Response::from_parts(parts, Body::from_stream(broken))
}

/// The beginning of a body, as it comes: at most [`MAX_TRUNCATED`], and never all of it.
struct Beginning {
    pieces: BodyDataStream,
    /// The latest piece: if it turns out to be the last, only half of it is sent.
    held: Bytes,
    /// How much more may be sent, what is held included.
    left: usize,
    over: bool,
}

impl Beginning {
    async fn next(&mut self) -> Option<Bytes> {
        while !self.over {
            match self.pieces.next().await {
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(Ok(piece)) if self.held.len() + piece.len() < self.left => {
                    self.left -= self.held.len();
                    let ready = std::mem::replace(&mut self.held, piece);
                    if !ready.is_empty() {
                        return Some(ready);
                    }
                }
                Some(Ok(piece)) => {
                    self.over = true;
                    let rest = piece.slice(..self.left - self.held.len() - 1);
                    return Some([&self.held[..], &rest[..]].concat().into());
                }
                Some(Err(_)) | None => {
                    self.over = true;
                    return Some(self.held.slice(..self.held.len() / 2));
                }
            }
        }
        None
    }
}

/// Carries a request out twice, and gives back the second response.
async fn twice(request: Request, route: Route) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = match body::read(&parts.headers, body).await {
        Ok(bytes) => bytes,
        Err(error) => return error.into_response(),
    };
    let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    // Nobody ever sees the first answer: that is the point.
    drop(run(route.clone(), again()).await);
    run(route, again()).await
}
