//! The whole router with a memory of its own, called without a socket, on a clock that only sleeping moves.

use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use axum::{Router, body::Body, extract::Request, response::Response};
use jiff::Timestamp;
use tower::ServiceExt;

use super::answer::Answer;
use crate::{Services, clock::SteppingClock, origins::Origins};

/// After so many inputs the server begins anew, so that none runs long enough to be full.
const INPUTS: u32 = 200;

thread_local! {
    static APP: RefCell<(u32, Option<Router>)> = const { RefCell::new((0, None)) };
}

/// The server for the next input.
pub(super) fn app() -> Router {
    APP.with_borrow_mut(|(inputs, app)| {
        if *inputs % INPUTS == 0 {
            *app = Some(build());
        }
        *inputs = inputs.wrapping_add(1);
        app.get_or_insert_with(build).clone()
    })
}

fn build() -> Router {
    let start = Timestamp::from_second(1_767_323_045).expect("the year 2026");
    let next = AtomicU64::new(7);
    let random = move || u128::from(next.fetch_add(1, Ordering::Relaxed)) << 64;
    let services = Services::new(SteppingClock::new(start), random).with_origins(
        Origins::on_ports(&["localhost".to_owned()], 3000, Some(3001)),
    );
    crate::router(&services)
}

/// Calls the server, reads the answer within a bound, and holds it against what holds for every answer.
pub(super) fn ask(app: &Router, request: Request) -> Answer {
    let asked = format!("{} {}", request.method(), request.uri());
    let method = request.method().clone();
    let answer = ready(async {
        let response: Response = app
            .clone()
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {});
        Answer::read(response).await
    });
    answer.check(&method, &asked);
    answer
}

/// A request with these header fields. `None` where the bytes are none that a head may hold.
pub(super) fn request<'a>(
    method: &str,
    target: &str,
    fields: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    body: impl Into<Body>,
) -> Option<Request> {
    let mut request = Request::builder()
        .method(method)
        .uri(target)
        .header("host", "localhost:3000");
    for (name, value) in fields {
        request = request.header(name, value);
    }
    request.body(body.into()).ok()
}

/// What a future comes to that waits for nobody outside of itself.
///
/// # Panics
/// Where it waits and has told nobody to wake it: on a socket, this request would hang.
pub(super) fn ready<T>(future: impl Future<Output = T>) -> T {
    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        assert!(
            woken.0.swap(false, Ordering::Relaxed),
            "this waits for ever"
        );
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
