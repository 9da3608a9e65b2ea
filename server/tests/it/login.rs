//! `/api/login`, `/api/logout`, `/api/me` and `/api/admin`.

use server::{
    Services,
    clock::SteppingClock,
    native::{app, host::Hosts},
};

use super::support::{Answer, Browser, NOW_MS, PATIENCE, companion};

const ALICE: &str = r#"{"user":"alice","password":"wonderland"}"#;
const ROOT: &str = r#"{"user":"root","password":"mountain"}"#;

fn browser() -> Browser {
    Browser::new(companion())
}

fn challenge(answer: &Answer, status: u16) -> String {
    answer.problem(status);
    let challenge = answer.field("www-authenticate").to_owned();
    assert!(
        challenge.starts_with("Bearer realm=\"roundtrip\""),
        "{challenge}"
    );
    challenge
}

#[tokio::test]
async fn the_accounts_are_known_to_everybody() {
    let accounts = browser().get("/api/login").await.json();
    for account in accounts["accounts"].as_array().unwrap() {
        let mut browser = browser();
        let login = serde_json::json!({"user": account["user"], "password": account["password"]});
        let answer = browser
            .send_json("POST", "/api/login", &login.to_string())
            .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["role"]),
            (200, &account["role"])
        );
    }
}

#[tokio::test]
async fn a_session_lasts_from_login_to_logout() {
    let mut browser = browser();
    assert_eq!(
        challenge(&browser.get("/api/me").await, 401),
        "Bearer realm=\"roundtrip\""
    );
    let answer = browser.send_json("POST", "/api/login", ALICE).await;
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let session = cookies
        .iter()
        .map(|it| it.to_str().unwrap())
        .find(|it| it.starts_with("roundtrip_session="));
    let session = session.unwrap();
    for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=1800"] {
        assert!(session.contains(attribute), "{session}");
    }
    assert!(
        !answer.body.contains(&session[18..50]),
        "the token is in the cookie only"
    );
    let me = browser.get("/api/me").await.json();
    assert_eq!(
        (&me["user"], &me["via"]),
        (&"alice".into(), &"cookie".into())
    );
    let out = browser.send("POST", "/api/logout", &[], "").await;
    assert_eq!(out.status, 204);
    assert!(out.field("set-cookie").contains("Max-Age=0"));
    let old = session.split(';').next().unwrap();
    let stolen = browser.send("GET", "/api/me", &[("cookie", old)], "").await;
    assert!(stolen.status == 401, "the session ended on the server too");
    assert_eq!(
        browser.send("POST", "/api/logout", &[], "").await.status,
        204
    );
}

#[tokio::test]
async fn a_wrong_password_and_a_wrong_user_look_the_same() {
    let mut browser = browser();
    let wrong = [
        r#"{"user":"alice","password":"x"}"#,
        r#"{"user":"x","password":"wonderland"}"#,
        r#"{"user":"alice","password":"mountain"}"#,
    ];
    let mut said = Vec::new();
    for login in wrong {
        let answer = browser.send_json("POST", "/api/login", login).await;
        challenge(&answer, 401);
        said.push(answer.problem(401));
    }
    said.dedup();
    assert_eq!(said.len(), 1);
    browser
        .send_json("POST", "/api/login", r#"{"user":"alice"}"#)
        .await
        .problem(422);
    browser
        .send_json(
            "POST",
            "/api/login",
            r#"{"user":"alice","password":"wonderland","lasts_s":0}"#,
        )
        .await
        .problem(422);
}

#[tokio::test]
async fn only_an_administrator_may_look_behind_the_scenes() {
    let mut browser = browser();
    challenge(&browser.get("/api/admin").await, 401);
    browser.send_json("POST", "/api/login", ALICE).await;
    let forbidden = challenge(&browser.get("/api/admin").await, 403);
    assert!(
        forbidden.contains("error=\"insufficient_scope\"") && forbidden.contains("scope=\"admin\"")
    );
    browser.send_json("POST", "/api/login", ROOT).await;
    let overview = browser.get("/api/admin").await.json();
    assert_eq!(overview["engine"], "memory");
    assert_eq!(overview["stored"]["rows"], 2, "two sessions");
}

#[tokio::test]
async fn a_token_works_wherever_it_is_brought_from() {
    let app = companion();
    let login = r#"{"user":"alice","password":"wonderland","token":true,"lasts_s":60}"#;
    let mut browser = Browser::new(app.clone());
    let answer = browser.send_json("POST", "/api/login", login).await;
    assert!(!answer.field("set-cookie").contains("roundtrip_session"));
    let token = answer.json();
    assert_eq!(
        (&token["token_type"], &token["expires_in"]),
        (&"Bearer".into(), &60.into())
    );
    let token = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let mut elsewhere = Browser::new(app);
    let authorization = [("authorization", token.as_str())];
    let me = elsewhere
        .send("GET", "/api/me", &authorization, "")
        .await
        .json();
    assert_eq!(
        (&me["user"], &me["via"]),
        (&"alice".into(), &"bearer".into())
    );
    elsewhere
        .send("POST", "/api/logout", &authorization, "")
        .await;
    let answer = elsewhere.send("GET", "/api/me", &authorization, "").await;
    assert!(challenge(&answer, 401).contains("error=\"invalid_token\""));
}

#[tokio::test]
async fn a_token_that_is_none_is_a_bad_request_and_other_schemes_are_asked_again() {
    let mut browser = browser();
    for value in ["Bearer", "Bearer ", "Bearer a b", "Bearer {}"] {
        let answer = browser
            .send("GET", "/api/me", &[("authorization", value)], "")
            .await;
        assert!(
            challenge(&answer, 400).contains("error=\"invalid_request\""),
            "{value}"
        );
    }
    let basic = browser
        .send("GET", "/api/me", &[("authorization", "Basic YTpi")], "")
        .await;
    assert_eq!(challenge(&basic, 401), "Bearer realm=\"roundtrip\"");
    let unknown = browser
        .send("GET", "/api/me", &[("authorization", "Bearer abc")], "")
        .await;
    assert!(challenge(&unknown, 401).contains("error=\"invalid_token\""));
}

#[tokio::test]
async fn a_session_that_expired_is_told_so() {
    let clock = SteppingClock::new(jiff::Timestamp::from_millisecond(NOW_MS).unwrap());
    let services = Services::new(clock, || 7);
    let mut browser = Browser::new(app(&services, None, Hosts::loopback(), PATIENCE));
    let login = r#"{"user":"alice","password":"wonderland","lasts_s":5}"#;
    browser.send_json("POST", "/api/login", login).await;
    services
        .clock()
        .sleep(std::time::Duration::from_millis(4999))
        .await;
    assert_eq!(browser.get("/api/me").await.status, 200);
    services
        .clock()
        .sleep(std::time::Duration::from_millis(1))
        .await;
    let expired = challenge(&browser.get("/api/me").await, 401);
    assert!(
        expired.contains("error=\"invalid_token\"") && expired.contains("expired"),
        "{expired}"
    );
}
