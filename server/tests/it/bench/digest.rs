//! `/digest-auth`: challenge and proof, with a client that hashes by itself.

use std::fmt::Write;

use axum::{Router, body::Body, http::Request};
use sha2::{Digest, Sha256};

use super::{get_from, httpbin};
use crate::support::{Answer, call, companion};

const PATH: &str = "/digest-auth/auth-int/alice/rabbit/SHA-256/3";

fn hash(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .fold(String::new(), |mut hex, it| {
            write!(hex, "{it:02x}").unwrap();
            hex
        })
}

/// What a challenge says under a name.
fn said<'a>(challenge: &'a str, name: &str) -> &'a str {
    let rest = challenge.split_once(&format!("{name}=\"")).unwrap().1;
    rest.split_once('"').unwrap().0
}

struct Client {
    app: Router,
    nonce: String,
    opaque: String,
}

impl Client {
    async fn challenged() -> Self {
        let app = companion();
        let answer = get_from(&app, PATH, &[]).await;
        answer.problem(401);
        let challenge = answer.field("www-authenticate");
        assert!(
            challenge.starts_with("Digest ") && challenge.contains("algorithm=SHA-256"),
            "{challenge}"
        );
        assert_eq!(said(challenge, "qop"), "auth-int");
        assert!(!challenge.contains("stale"));
        let (nonce, opaque) = (
            said(challenge, "nonce").to_owned(),
            said(challenge, "opaque").to_owned(),
        );
        Self { app, nonce, opaque }
    }

    /// Sends `body`, having hashed `proved`.
    async fn sends(&self, count: &str, password: &str, proved: &str, body: &str) -> Answer {
        let secret = hash(&format!("alice:bench:{password}"));
        let request = hash(&format!("GET:{PATH}:{}", hash(proved)));
        let response = hash(&format!(
            "{secret}:{}:{count}:c0ffee:auth-int:{request}",
            self.nonce
        ));
        let credentials = format!(
            "Digest username=\"alice\", realm=\"bench\", nonce=\"{}\", uri=\"{PATH}\", algorithm=SHA-256, \
             response=\"{response}\", qop=auth-int, nc={count}, cnonce=\"c0ffee\", opaque=\"{}\"",
            self.nonce, self.opaque
        );
        let request = Request::get(PATH)
            .header("host", "localhost")
            .header("authorization", credentials);
        call(
            &self.app,
            request.body(Body::from(body.to_owned())).unwrap(),
        )
        .await
    }
}

#[tokio::test]
async fn who_proves_to_know_the_password_comes_in() {
    let client = Client::challenged().await;
    let answer = client.sends("00000001", "rabbit", "hello", "hello").await;
    assert_eq!(answer.json()["user"], "alice");
}

#[tokio::test]
async fn a_body_that_was_changed_on_the_way_is_noticed() {
    let client = Client::challenged().await;
    client
        .sends("00000001", "rabbit", "hello", "hullo")
        .await
        .problem(401);
}

#[tokio::test]
async fn a_request_sent_again_is_stale() {
    let client = Client::challenged().await;
    assert_eq!(client.sends("00000001", "rabbit", "", "").await.status, 200);
    let again = client.sends("00000001", "rabbit", "", "").await;
    assert!(again.problem(401).contains("nonce"));
    assert!(again.field("www-authenticate").contains("stale=true"));
}

#[tokio::test]
async fn a_nonce_may_be_used_as_often_as_the_path_says() {
    let client = Client::challenged().await;
    for count in ["00000001", "00000002", "0000000a"] {
        assert_eq!(
            client.sends(count, "rabbit", "", "").await.status,
            200,
            "{count}"
        );
    }
    let fourth = client.sends("0000000b", "rabbit", "", "").await;
    assert!(fourth.field("www-authenticate").contains("stale=true"));
}

#[tokio::test]
async fn a_wrong_password_is_not_stale_but_wrong() {
    let client = Client::challenged().await;
    let answer = client.sends("00000001", "hare", "", "").await;
    answer.problem(401);
    assert!(!answer.field("www-authenticate").contains("stale"));
    assert_ne!(
        said(answer.field("www-authenticate"), "nonce"),
        client.nonce
    );
}

#[tokio::test]
async fn what_the_path_may_not_say_is_explained() {
    for (path, words) in [
        ("/digest-auth/maybe/a/b", "auth-int"),
        ("/digest-auth/auth/a/b/ROT13", "SHA-256"),
        ("/digest-auth/auth/a/b/MD5/0", "stale_after"),
        ("/digest-auth/auth/a/b?require-cookie=x", "require-cookie"),
    ] {
        let answer = get_from(&companion(), path, &[]).await;
        assert!(answer.problem(400).contains(words), "{path}");
    }
    let theirs = get_from(&httpbin(), "/digest-auth/maybe/a/b", &[]).await;
    assert_eq!(
        said(theirs.field("www-authenticate"), "qop"),
        "auth, auth-int"
    );
}
