//! Methods that a route does not know, OPTIONS and HEAD: the same on every route.

use super::support::{call, companion, request};

/// Every route of the lessons, and what it allows.
const ROUTES: [(&str, &str); 26] = [
    ("/api/greeting", "GET, HEAD, OPTIONS"),
    ("/api/hello", "GET, HEAD, OPTIONS"),
    ("/api/time", "GET, HEAD, OPTIONS"),
    ("/api/whoami", "GET, HEAD, OPTIONS"),
    ("/api/echo", "POST, OPTIONS"),
    ("/api/ws", "GET, HEAD, OPTIONS"),
    ("/health/live", "GET, HEAD, OPTIONS"),
    ("/health/ready", "GET, HEAD, OPTIONS"),
    ("/metrics", "GET, HEAD, OPTIONS"),
    ("/api/notes", "GET, HEAD, POST, OPTIONS"),
    ("/api/notes/1", "GET, HEAD, PUT, DELETE, OPTIONS"),
    ("/api/login", "GET, HEAD, POST, OPTIONS"),
    ("/api/logout", "POST, OPTIONS"),
    ("/api/me", "GET, HEAD, OPTIONS"),
    ("/api/admin", "GET, HEAD, OPTIONS"),
    ("/api/posts", "GET, HEAD, OPTIONS"),
    ("/api/posts/1/like", "POST, OPTIONS"),
    ("/api/n-plus-one", "GET, HEAD, OPTIONS"),
    ("/api/products", "GET, HEAD, OPTIONS"),
    ("/api/cart", "GET, HEAD, DELETE, OPTIONS"),
    ("/api/cart/items", "POST, OPTIONS"),
    ("/api/cart/items/1", "PUT, DELETE, OPTIONS"),
    ("/api/checkout", "POST, OPTIONS"),
    ("/api/orders", "GET, HEAD, OPTIONS"),
    ("/api/payments", "GET, HEAD, POST, OPTIONS"),
    ("/api/payments/1", "GET, HEAD, OPTIONS"),
];

#[tokio::test]
async fn a_method_that_is_not_allowed_is_told_which_are() {
    for (path, allow) in ROUTES {
        for method in ["DELETE", "PATCH", "TRACE", "BREW"] {
            if allow.contains(method) {
                continue;
            }
            let answer = call(&companion(), request(method, path, &[])).await;
            let detail = answer.problem(405);
            assert_eq!(answer.field("allow"), allow, "{path}");
            assert!(
                detail.contains(method) && detail.contains(allow),
                "{detail}"
            );
        }
    }
}

#[tokio::test]
async fn options_names_the_methods_and_has_no_content() {
    for (path, allow) in ROUTES {
        let answer = call(&companion(), request("OPTIONS", path, &[])).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str()),
            (204, ""),
            "{path}"
        );
        assert_eq!(answer.field("allow"), allow, "{path}");
        assert!(!answer.has("content-type"));
    }
    let server = call(&companion(), request("OPTIONS", "*", &[])).await;
    assert_eq!(server.status, 204);
    assert!(server.field("allow").contains("POST"));
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    for (path, allow) in ROUTES {
        if !allow.contains("HEAD") {
            continue;
        }
        let get = call(&companion(), request("GET", path, &[])).await;
        let head = call(&companion(), request("HEAD", path, &[])).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body, "", "{path}");
        for name in ["content-type", "cache-control"] {
            assert_eq!(head.field(name), get.field(name), "{path}");
        }
        let length: usize = head.field("content-length").parse().unwrap();
        // What whoami says of the method is one letter longer here.
        let longer = usize::from(path == "/api/whoami");
        assert_eq!(length, get.body.len() + longer, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_whatever_the_method() {
    for path in [
        "/api",
        "/api/",
        "/api/nope",
        "/api/hello/",
        "/api/hello/x",
        "/health/",
        "/nope",
    ] {
        for method in ["GET", "POST", "OPTIONS"] {
            let answer = call(
                &companion(),
                request(method, path, &[("accept", "text/html")]),
            )
            .await;
            assert!(answer.problem(404).contains(path), "{path}");
        }
    }
}

#[tokio::test]
async fn a_refusal_has_no_body_either_when_it_answers_head() {
    for (path, status) in [("/api/echo", 405), ("/upload", 405), ("/api/nothing", 404)] {
        let answer = call(&companion(), request("HEAD", path, &[])).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (status, ""));
        let length: usize = answer.field("content-length").parse().unwrap();
        assert!(length > 0, "{path}: what GET would have");
    }
}
