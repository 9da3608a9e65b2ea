//! `GET /api/greeting`.

use super::support::get;

#[tokio::test]
async fn whoever_is_named_is_greeted() {
    for (query, body) in [
        ("?name=Alice", "{\"message\":\"Hello, Alice!\"}\n"),
        ("?name=Zo%C3%AB%20B", "{\"message\":\"Hello, Zoë B!\"}\n"),
        ("?name=%22%0A", "{\"message\":\"Hello, \\\"\\n!\"}\n"),
        ("", "{\"message\":\"Hello, World!\"}\n"),
        ("?name=", "{\"message\":\"Hello, World!\"}\n"),
    ] {
        let answer = get(&format!("/api/greeting{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str()),
            (200, body),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_name_has_a_bound_that_the_answer_says() {
    let longest = "n".repeat(80);
    assert_eq!(
        get(&format!("/api/greeting?name={longest}")).await.status,
        200
    );
    let detail = get(&format!("/api/greeting?name={longest}n"))
        .await
        .problem(422);
    assert!(detail.contains("81") && detail.contains("80"), "{detail}");
}

#[tokio::test]
async fn two_names_are_no_name() {
    get("/api/greeting?name=a&name=b").await.problem(400);
}
