//! `GET /timeout`.

use super::support::get;

#[tokio::test]
async fn a_gateway_says_that_nobody_answered_it() {
    assert!(
        get("/timeout")
            .await
            .problem(504)
            .contains("no answer in time")
    );
    get("/timeout?after=0.5").await.problem(504);
}

#[tokio::test]
async fn a_wait_out_of_bounds_is_refused() {
    for after in ["-1", "10.01", "1e99", "NaN", "inf"] {
        get(&format!("/timeout?after={after}")).await.problem(422);
    }
    get("/timeout?after=soon").await.problem(400);
}
