//! Bodies that nobody has read. Where the answer to a request leaves while its body is still on the way, the connection
//! cannot carry another request: the client would have to open a new one, and might not even see the answer.

use std::{
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderMap, header},
};
use futures_util::future::select;
use http_body_util::BodyExt;

use crate::{body::MAX_DISCARDED, services::Services};

/// The longest that an answer waits for a body that nobody wants.
const PATIENCE: Duration = Duration::from_secs(2);

/// Keeps what the routes will leave of a request's body; nothing where there is no body to leave.
pub(crate) fn watch(request: Request) -> (Option<Left>, Request) {
    // A client that asks before it sends is told by the answer that it need not (RFC 9110, section 10.1.1).
    if request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return (None, request);
    }
    let left = Left::default();
    let watched = |body| Watched {
        body,
        over: false,
        left: left.clone(),
    };
    let request = request.map(|it| Body::new(watched(it)));
    (Some(left), request)
}

impl Left {
    /// Reads and throws away what is left, at most 8 MiB of it, and for two seconds at most. An answer that ends the
    /// connection needs none of it.
    pub async fn read_away(self, services: &Services, answer: &HeaderMap) {
        let closes = answer.contains_key(header::CONNECTION);
        let rest = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(rest) = rest.filter(|_| !closes) {
            let over = services.clock().sleep(PATIENCE);
            select(pin!(discard(rest)), over).await;
        }
    }
}

async fn discard(mut body: Body) {
    let bound = MAX_DISCARDED as u64;
    let mut seen = 0;
    while seen.max(body.size_hint().lower()) <= bound {
        let Some(Ok(frame)) = body.frame().await else {
            return;
        };
        seen += frame.data_ref().map_or(0, |it| it.len() as u64);
    }
}

/// Where a body goes that was dropped before its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Left(Arc<Mutex<Option<Body>>>);

/// A body that is not lost when it is dropped.
#[derive(Debug)]
struct Watched {
    body: Body,
    /// Whether it has been read to its end.
    over: bool,
    left: Left,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        self.over = !matches!(frame, Some(Ok(_)));
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.over && !self.body.is_end_stream() {
            let rest = std::mem::take(&mut self.body);
            let left = self.left.0.lock();
            *left.unwrap_or_else(PoisonError::into_inner) = Some(rest);
        }
    }
}
