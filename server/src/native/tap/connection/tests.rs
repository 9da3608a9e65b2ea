//! How exchanges end that do not end as usual, told by the bytes alone.

use axum::{Router, body::Body, http::StatusCode, response::IntoResponse, routing::any};
use jiff::Timestamp;
use tower::ServiceExt;

use super::*;
use crate::{
    Services,
    clock::FixedClock,
    dress::dress,
    visitor::{COOKIE, VisitorId},
    wire::Exchange,
};

/// A connection over which one request has come and been answered, but nothing has left yet.
struct Answered {
    connection: Arc<Connection>,
    services: Services,
    // As hyper would: it holds the body until it has written it.
    _response: axum::response::Response,
}

const ME: &str = "0123456789abcdef0123456789abcdef";

async fn answered(method: &str, status: StatusCode) -> Answered {
    let services = Services::new(FixedClock(Timestamp::UNIX_EPOCH), || 7);
    let connection = Arc::new(Connection::default());
    let head = format!("{method} /x HTTP/1.1\r\nHost: x\r\nCookie: {COOKIE}={ME}\r\n\r\n");
    connection.read(head.as_bytes());
    let mut request = Request::builder()
        .method(method)
        .uri("/x")
        .header("host", "x")
        .header("cookie", format!("{COOKIE}={ME}"))
        .body(Body::empty())
        .unwrap();
    let tapped = connection.begin(&request).unwrap();
    request.extensions_mut().insert(tapped);
    let body = || Body::from_stream(futures_util::stream::pending::<Result<&[u8], axum::Error>>());
    let app = Router::new().route(
        "/x",
        any(move || async move { (status, body()).into_response() }),
    );
    let response = dress(app, &services).oneshot(request).await.unwrap();
    Answered {
        connection,
        services,
        _response: response,
    }
}

impl Answered {
    fn written(&self, text: &str) {
        self.connection.written([text.as_bytes()].into_iter());
    }

    fn record(&self) -> Exchange {
        let visitor = VisitorId::parse(ME).unwrap();
        let newest = self.services.wire().newest(&visitor, 2);
        assert_eq!(newest.len(), 1);
        newest[0].exchange()
    }
}

#[tokio::test]
async fn after_an_upgrade_the_exchange_is_over_and_what_follows_is_not_looked_at() {
    const HEAD: &str = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n";
    let it = answered("GET", StatusCode::SWITCHING_PROTOCOLS).await;
    it.written(HEAD);
    it.written("HTTP/1.1 200 OK\r\n\r\n");
    it.connection.read(&vec![b'G'; 1 << 20]);
    it.connection.closed(false);
    let record = it.record();
    assert_eq!((record.state, record.exact), (End::Upgraded, true));
    assert_eq!(record.response.head, HEAD);
    let both = it.connection.both();
    assert!(
        both.arrived.requests.is_empty(),
        "no frame is taken for a request"
    );
}

#[tokio::test]
async fn a_body_without_length_ends_with_the_connection() {
    for (in_order, state) in [(true, End::Complete), (false, End::CutOff)] {
        let it = answered("GET", StatusCode::OK).await;
        it.written("HTTP/1.1 200 OK\r\n\r\nsome");
        assert_eq!(it.record().state, End::Open);
        it.connection.closed(in_order);
        assert_eq!(it.record().state, state);
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_cut_off_and_one_that_head_does_not_ask_for_is_not() {
    for (method, state) in [("GET", End::CutOff), ("HEAD", End::Complete)] {
        let it = answered(method, StatusCode::OK).await;
        it.written("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        it.connection.closed(true);
        assert_eq!(it.record().state, state, "{method}");
    }
}

#[tokio::test]
async fn what_has_been_answered_is_not_kept() {
    let it = answered("GET", StatusCode::OK).await;
    it.written("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let both = it.connection.both();
    assert!(both.arrived.requests.is_empty() && both.left.waiting.is_empty());
    assert!(both.arrived.spare.capacity() <= MAX_SPARE);
}
