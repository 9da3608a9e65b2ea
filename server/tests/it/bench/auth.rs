//! `/basic-auth`, `/hidden-basic-auth` and `/bearer`.

use serde_json::json;

use super::get_from;
use crate::support::{companion, get};

/// `alice:rabbit`, and `alice:wrong`.
const RIGHT: &str = "Basic YWxpY2U6cmFiYml0";
const WRONG: &str = "Basic YWxpY2U6d3Jvbmc=";

#[tokio::test]
async fn who_knows_the_password_comes_in() {
    for target in [
        "/basic-auth/alice/rabbit",
        "/hidden-basic-auth/alice/rabbit",
    ] {
        let answer = get_from(&companion(), target, &[("authorization", RIGHT)]).await;
        assert_eq!(
            answer.json(),
            json!({"authenticated": true, "user": "alice"})
        );
    }
}

#[tokio::test]
async fn others_are_told_how_or_nothing() {
    for value in [WRONG, "Basic !!!", "Basic", "Bearer YWxpY2U6cmFiYml0", ""] {
        let fields = [("authorization", value)];
        let answer = get_from(&companion(), "/basic-auth/alice/rabbit", &fields).await;
        answer.problem(401);
        assert_eq!(
            answer.field("www-authenticate"),
            "Basic realm=\"bench\", charset=\"UTF-8\""
        );
        let hidden = get_from(&companion(), "/hidden-basic-auth/alice/rabbit", &fields).await;
        hidden.problem(404);
        assert!(!hidden.has("www-authenticate"));
    }
}

#[tokio::test]
async fn a_token_is_taken_as_it_is() {
    let answer = get_from(
        &companion(),
        "/bearer",
        &[("authorization", "Bearer abc.def")],
    )
    .await;
    assert_eq!(
        answer.json(),
        json!({"authenticated": true, "token": "abc.def"})
    );
    for fields in [
        &[][..],
        &[("authorization", "Bearer")],
        &[("authorization", "Bearer ")],
        &[("authorization", RIGHT)],
    ] {
        let answer = get_from(&companion(), "/bearer", fields).await;
        answer.problem(401);
        assert!(answer.field("www-authenticate").starts_with("Bearer"));
    }
    get("/bearer").await.problem(401);
}
