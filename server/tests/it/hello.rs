//! `GET /api/hello`.

use super::support::get;

#[tokio::test]
async fn the_smallest_answer_is_json_and_ends_its_line() {
    let answer = get("/api/hello").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.field("content-type"), "application/json");
    assert_eq!(answer.body, "{\"message\":\"Hello, World!\"}\n");
}
