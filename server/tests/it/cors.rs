//! `/cors/…` and `GET /api/origins`: what pages of another origin may do.

use axum::http::Method;
use server::native::{host::Hosts, second::second_app};

use super::support::{Answer, PATIENCE, call, companion, get, origins, request, services};

const FIRST: &str = "http://localhost:3000";

const STRANGER: &str = "http://evil.example";

/// Asks the second origin as a browser would for a page of `origin`.
async fn ask(method: &str, path: &str, origin: &str) -> Answer {
    let services = services().with_origins(origins());
    let app = second_app(&services, Hosts::loopback(), PATIENCE);
    let mut fields = vec![("origin", origin)];
    if method == Method::OPTIONS {
        fields.push(("access-control-request-method", "PUT"));
        fields.push(("access-control-request-headers", "x-lesson"));
    }
    call(&app, request(method, path, &fields)).await
}

/// Whether a page of `origin` may read an answer (Fetch standard, "CORS check").
fn readable(answer: &Answer, origin: &str, credentials: bool) -> bool {
    let value = |name| answer.headers.get(name).map(|it| it.to_str().unwrap());
    match value("access-control-allow-origin") {
        Some("*") => !credentials,
        Some(allowed) => {
            allowed == origin
                && (!credentials || value("access-control-allow-credentials") == Some("true"))
        }
        None => false,
    }
}

/// Whether a page of `origin` may then send PUT with `X-Lesson` (Fetch standard, "CORS-preflight fetch").
async fn may_put(path: &str, origin: &str, credentials: bool) -> bool {
    let answer = ask("OPTIONS", path, origin).await;
    assert!(answer.status.is_success(), "{answer:?}");
    let lists = |name, wanted: &str| {
        let value = answer
            .headers
            .get(name)
            .map(|it| it.to_str().unwrap().to_ascii_lowercase());
        let value = value.unwrap_or_default();
        value
            .split(", ")
            .any(|it| it == wanted || (it == "*" && !credentials))
    };
    readable(&answer, origin, credentials)
        && lists("access-control-allow-methods", "put")
        && lists("access-control-allow-headers", "x-lesson")
}

#[tokio::test]
async fn each_route_allows_what_it_is_called_after() {
    for (path, origin, reads, reads_with_cookies, puts) in [
        ("/cors/open", FIRST, true, false, true),
        ("/cors/open", STRANGER, true, false, true),
        ("/cors/exact-origin", FIRST, true, false, true),
        ("/cors/exact-origin", STRANGER, false, false, false),
        ("/cors/exact-origin", "null", false, false, false),
        ("/cors/credentials", FIRST, true, true, true),
        ("/cors/credentials", STRANGER, false, false, false),
        ("/cors/no-preflight", FIRST, true, false, false),
        ("/cors/blocked", FIRST, false, false, false),
    ] {
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let answer = ask(method, path, origin).await;
            assert_eq!(answer.status, 200, "{method} {path}");
            assert_eq!(answer.json()["origin"], origin, "it arrives in any case");
            assert_eq!(
                readable(&answer, origin, false),
                reads,
                "{path} for {origin}"
            );
            assert_eq!(
                readable(&answer, origin, true),
                reads_with_cookies,
                "{path} for {origin}"
            );
        }
        assert_eq!(
            may_put(path, origin, false).await,
            puts,
            "{path} for {origin}"
        );
        assert_eq!(
            may_put(path, origin, true).await,
            reads_with_cookies,
            "{path} for {origin}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_depends_on_who_asks_says_so_to_whoever_asks() {
    for path in ["/cors/exact-origin", "/cors/credentials"] {
        for (method, origin) in [
            ("GET", FIRST),
            ("GET", STRANGER),
            ("OPTIONS", FIRST),
            ("OPTIONS", STRANGER),
        ] {
            assert_eq!(ask(method, path, origin).await.field("vary"), "Origin");
        }
        assert_eq!(
            get(path).await.field("vary"),
            "Origin",
            "without an origin too"
        );
    }
    assert!(!ask("GET", "/cors/open", FIRST).await.has("vary"));
}

#[tokio::test]
async fn a_preflight_has_no_content_and_is_not_remembered_long() {
    let answer = ask("OPTIONS", "/cors/exact-origin", FIRST).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
    assert_eq!(answer.field("access-control-max-age"), "5");
    assert_eq!(
        answer.field("allow"),
        "GET, HEAD, POST, PUT, DELETE, OPTIONS"
    );
    let plain = call(&companion(), request("OPTIONS", "/cors/open", &[])).await;
    assert!(
        !plain.has("access-control-allow-methods"),
        "no preflight was asked"
    );
}

#[tokio::test]
async fn cookies_are_counted_and_one_is_set_where_credentials_are_allowed() {
    let asked = request(
        "GET",
        "/cors/credentials",
        &[("origin", FIRST), ("cookie", "a=1; b=2")],
    );
    let answer = call(&companion(), asked).await;
    assert_eq!(answer.json()["cookies"], 2);
    assert!(answer.field("set-cookie").starts_with("crossed=yes;"));
}

#[tokio::test]
async fn the_second_origin_has_nothing_else_and_minds_its_host() {
    ask("GET", "/api/hello", FIRST).await.problem(404);
    ask("GET", "/_wire/exchanges", FIRST).await.problem(404);
    let services = services().with_origins(origins());
    let app = second_app(&services, Hosts::loopback(), PATIENCE);
    let mut asked = request("GET", "/cors/open", &[]);
    asked
        .headers_mut()
        .insert("host", "evil.example".parse().unwrap());
    call(&app, asked).await.problem(421);
}

#[tokio::test]
async fn a_page_is_told_where_the_origins_are() {
    let told = get("/api/origins").await.json();
    assert_eq!(
        told,
        serde_json::json!({"first": FIRST, "second": "http://localhost:3001"})
    );
}

#[tokio::test]
async fn what_the_second_origin_answers_is_in_the_record_as_well() {
    let me = (
        "cookie",
        "roundtrip_visitor=0123456789abcdef0123456789abcdef",
    );
    let services = services().with_origins(origins());
    let second = second_app(&services, Hosts::loopback(), PATIENCE);
    let answer = call(
        &second,
        request("GET", "/cors/blocked", &[me, ("origin", FIRST)]),
    )
    .await;
    let path = format!("/_wire/exchanges/{}", answer.field("x-exchange-id"));
    let first = server::native::app(&services, None, Hosts::loopback(), PATIENCE);
    let exchange = call(&first, request("GET", &path, &[me])).await.json();
    assert_eq!(exchange["route"], "/cors/blocked");
    assert_eq!(
        exchange["response"]["body"]["text"], answer.body,
        "the page may not read it; its visitor may"
    );
}
