//! `GET /api/time`.

use super::support::{NOW_MS, get};

#[tokio::test]
async fn the_time_is_the_clocks_in_two_notations() {
    let answer = get("/api/time").await;
    assert_eq!(
        answer.body,
        format!("{{\"time\":\"2026-01-02T03:04:05.678Z\",\"unix_ms\":{NOW_MS}}}\n")
    );
}
