//! `/get`, `/post`, `/anything`, `/headers` and their kin: httpbin's JSON.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{binary, get_from, httpbin};
use crate::support::{Answer, call, companion, get, request};

async fn post(content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/post")
        .header("host", "localhost")
        .header("content-type", content_type);
    call(&companion(), request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn the_text_is_httpbins_to_the_byte() {
    let answer = get_from(
        &companion(),
        "/get?b=2&a=1&b=1",
        &[("x-lower-case", "yes"), ("accept", "*/*")],
    )
    .await;
    assert_eq!(
        answer.body,
        "{\n  \"args\": {\n    \"a\": \"1\",\n    \"b\": [\n      \"2\",\n      \"1\"\n    ]\n  },\n  \"headers\": {\n    \
         \"Accept\": \"*/*\",\n    \"Host\": \"localhost:3000\",\n    \"X-Lower-Case\": \"yes\"\n  },\n  \
         \"origin\": null,\n  \"url\": \"http://localhost:3000/get?b=2&a=1&b=1\"\n}\n"
    );
    assert_eq!(answer.field("content-type"), "application/json");
}

#[tokio::test]
async fn a_form_is_taken_apart() {
    let answer = post("application/x-www-form-urlencoded", "a=1&a=2&b=Zo%C3%AB")
        .await
        .json();
    assert_eq!(answer["form"], json!({"a": ["1", "2"], "b": "Zoë"}));
    assert_eq!(
        (&answer["data"], &answer["json"]),
        (&json!(""), &json!(null))
    );
}

#[tokio::test]
async fn files_are_told_from_fields() {
    let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\nContent-Disposition: form-data; \
                name=\"f\"; filename=\"x.bin\"\r\nContent-Type: image/png\r\n\r\n";
    let body = [body.as_bytes(), &[0x89, 0xff], b"\r\n--B--\r\n"].concat();
    let answer = post("multipart/form-data; boundary=B", body).await.json();
    assert_eq!(answer["form"], json!({"a": "1"}));
    assert_eq!(answer["files"], json!({"f": "data:image/png;base64,if8="}));
}

#[tokio::test]
async fn a_form_that_breaks_off_is_refused_and_httpbin_shows_what_it_has() {
    let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B\r\nContent-Dis";
    let refused = post("multipart/form-data; boundary=B", body).await;
    assert!(refused.problem(400).contains("form"));
    let request = Request::post("/post")
        .header("host", "localhost")
        .header("content-type", "multipart/form-data; boundary=B");
    let answer = call(&httpbin(), request.body(body.into()).unwrap()).await;
    assert_eq!(answer.json()["form"], json!({"a": "1"}));
}

#[tokio::test]
async fn other_bodies_are_text_json_or_bytes() {
    let answer = post("text/plain", "[1, {\"b\": 2, \"a\": 1}]").await.json();
    assert_eq!(answer["json"], json!([1, {"a": 1, "b": 2}]));
    assert_eq!(answer["data"], "[1, {\"b\": 2, \"a\": 1}]");
    let answer = post("application/octet-stream", vec![1, 0xff]).await.json();
    assert_eq!(answer["data"], "data:application/octet-stream;base64,Af8=");
}

#[tokio::test]
async fn anything_takes_all_methods_and_paths() {
    for (method, target) in [
        ("PATCH", "/anything"),
        ("DELETE", "/anything/a/b%20c?d=1"),
        ("TRACE", "/anything/x"),
    ] {
        let answer = call(&companion(), request(method, target, &[]))
            .await
            .json();
        assert_eq!(answer["method"], method);
        assert_eq!(answer["url"], format!("http://localhost:3000{target}"));
    }
}

#[tokio::test]
async fn the_visitors_id_is_never_said_back() {
    let cookie = format!("a=1; roundtrip_visitor={}", "0".repeat(32));
    for target in ["/get", "/headers", "/cookies", "/anything", "/gzip"] {
        let answer = binary(
            &companion(),
            request(
                "GET",
                target,
                &[("cookie", &cookie), ("accept-encoding", "identity")],
            ),
        )
        .await;
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(
            !text.contains("roundtrip_visitor") && !text.contains("000000"),
            "{target}: {text}"
        );
    }
    assert_eq!(
        get_from(&companion(), "/cookies", &[("cookie", &cookie)])
            .await
            .json()["cookies"],
        json!({"a": "1"})
    );
}

#[tokio::test]
async fn single_facts() {
    assert_eq!(
        get("/user-agent").await.body,
        "{\n  \"user-agent\": null\n}\n"
    );
    let answer = get_from(&companion(), "/user-agent", &[("user-agent", "test/1")]).await;
    assert_eq!(answer.json()["user-agent"], "test/1");
    assert_eq!(get("/ip").await.json()["origin"], json!(null));
    let (one, other) = (get("/uuid").await.json(), get("/uuid").await.json());
    assert_eq!(one["uuid"].as_str().unwrap().as_bytes()[14], b'4');
    assert_eq!(
        one["uuid"].as_str().unwrap().len(),
        other["uuid"].as_str().unwrap().len()
    );
}

#[tokio::test]
async fn proxies_say_who_asked_and_how() {
    let fields = [
        ("x-forwarded-proto", "https"),
        ("x-forwarded-for", "192.0.2.1"),
        ("via", "1.1 p"),
    ];
    let ours = get_from(&companion(), "/get", &fields).await.json();
    assert_eq!(
        (&ours["url"], &ours["origin"]),
        (&json!("https://localhost:3000/get"), &json!(null))
    );
    assert_eq!(ours["headers"]["Via"], "1.1 p");
    let theirs = get_from(&httpbin(), "/get", &fields).await.json();
    assert_eq!(theirs["origin"], "192.0.2.1");
    assert_eq!(theirs["headers"], json!({"Host": "localhost:3000"}));
    let shown = get_from(&httpbin(), "/get?show_env=1", &fields)
        .await
        .json();
    assert_eq!(shown["headers"]["Via"], "1.1 p");
}
