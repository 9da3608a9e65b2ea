//! `GET /negotiate`.

use serde_json::json;

use super::support::{call, companion, request};

async fn ask(fields: &[(&str, &str)]) -> super::support::Answer {
    call(&companion(), request("GET", "/negotiate", fields)).await
}

#[tokio::test]
async fn the_client_gets_what_it_likes_best_and_caches_are_told_what_it_depends_on() {
    for (accept, languages, media_type, language, body) in [
        (
            "text/plain",
            "fr",
            "text/plain; charset=utf-8",
            "fr",
            "Bonjour !\n",
        ),
        (
            "text/*;q=0.5, text/plain;q=0.1",
            "it, de;q=0.2",
            "text/html; charset=utf-8",
            "de",
            "Guten Tag!",
        ),
        (
            "application/json;q=0.1",
            "it",
            "application/json",
            "en",
            "Hello!",
        ),
    ] {
        let answer = ask(&[("accept", accept), ("accept-language", languages)]).await;
        assert_eq!(answer.field("content-type"), media_type);
        assert_eq!(answer.field("content-language"), language);
        assert_eq!(answer.field("vary"), "Accept, Accept-Language");
        assert!(answer.body.contains(body), "{answer:?}");
    }
}

#[tokio::test]
async fn the_answer_says_how_the_wishes_were_understood() {
    let answer = ask(&[("accept", "application/json, nonsense;q=x, */*;q=0.25")]).await;
    let json = answer.json();
    assert_eq!(
        json["accept"],
        json!([{"range": "application/json", "q": 1.0}, {"range": "*/*", "q": 0.25}])
    );
    assert_eq!(json["accept_language"], json!(null));
}

#[tokio::test]
async fn what_is_not_offered_is_not_acceptable() {
    let answer = ask(&[("accept", "image/png")]).await;
    assert!(
        answer
            .problem(406)
            .contains("application/json, text/html, text/plain")
    );
    assert_eq!(answer.field("vary"), "Accept, Accept-Language");
}
