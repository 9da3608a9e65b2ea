//! Content codings, images, documents and Base64.

use std::io::Read;

use flate2::read::{GzDecoder, ZlibDecoder};
use serde_json::Value;

use super::{binary, get_from, httpbin};
use crate::support::{companion, get, request};

fn decoded(coding: &str, body: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    match coding {
        "gzip" => drop(GzDecoder::new(body).read_to_end(&mut text).unwrap()),
        "deflate" => drop(ZlibDecoder::new(body).read_to_end(&mut text).unwrap()),
        "br" => brotli::BrotliDecompress(&mut &*body, &mut text).unwrap(),
        _ => drop(
            ruzstd::decoding::StreamingDecoder::new(body)
                .unwrap()
                .read_to_end(&mut text)
                .unwrap(),
        ),
    }
    text
}

#[tokio::test]
async fn every_coding_can_be_undone() {
    for (target, coding, flag) in [
        ("/gzip", "gzip", "gzipped"),
        ("/deflate", "deflate", "deflated"),
        ("/brotli", "br", "brotli"),
        ("/zstd", "zstd", "zstd"),
    ] {
        let answer = binary(&companion(), request("GET", target, &[])).await;
        assert_eq!(answer.headers["content-encoding"], coding);
        assert_eq!(answer.headers["vary"], "Accept-Encoding");
        assert_eq!(
            answer.headers["content-length"],
            answer.body.len().to_string()
        );
        let value: Value = serde_json::from_slice(&decoded(coding, &answer.body)).unwrap();
        assert_eq!(
            (&value[flag], &value["method"]),
            (&true.into(), &"GET".into()),
            "{target}"
        );
        let refused = get_from(&companion(), target, &[("accept-encoding", "identity")]).await;
        assert!(!refused.has("content-encoding"));
        assert_eq!(refused.json()[flag], false);
        let theirs = binary(
            &httpbin(),
            request("GET", target, &[("accept-encoding", "identity")]),
        )
        .await;
        assert_eq!(
            (theirs.status.as_u16(), &theirs.headers["content-encoding"]),
            (200, &coding.parse().unwrap())
        );
    }
}

#[tokio::test]
async fn the_client_chooses_the_image() {
    for (accept, media, magic) in [
        ("image/png", "image/png", &b"\x89PNG"[..]),
        ("image/jpeg", "image/jpeg", b"\xff\xd8\xff"),
        ("image/webp, */*;q=0.1", "image/webp", b"RIFF"),
        ("image/svg+xml", "image/svg+xml", b"<svg"),
        ("*/*", "image/png", b"\x89PNG"),
    ] {
        let answer = binary(
            &companion(),
            request("GET", "/image", &[("accept", accept)]),
        )
        .await;
        assert_eq!(
            (&answer.headers["content-type"], &answer.headers["vary"]),
            (&media.parse().unwrap(), &"Accept".parse().unwrap())
        );
        assert!(answer.body.starts_with(magic), "{accept}");
        let path = media.replace("image/", "/image/").replace("+xml", "");
        assert_eq!(
            binary(&companion(), request("GET", &path, &[])).await.body,
            answer.body
        );
    }
    let none = get_from(&companion(), "/image", &[("accept", "text/html")]).await;
    assert!(none.problem(406).contains("image/webp"));
    assert_eq!(none.field("vary"), "Accept");
}

#[tokio::test]
async fn documents_are_what_they_say() {
    for (target, media, words) in [
        ("/html", "text/html; charset=utf-8", "<h1>"),
        ("/xml", "application/xml", "<slideshow"),
        ("/robots.txt", "text/plain", "Disallow: /deny"),
        ("/encoding/utf8", "text/html; charset=utf-8", "語"),
        (
            "/forms/post",
            "text/html; charset=utf-8",
            "action=\"/post\"",
        ),
    ] {
        let answer = get(target).await;
        assert_eq!(answer.field("content-type"), media);
        assert!(answer.body.contains(words), "{target}");
    }
    assert!(get("/json").await.json()["slideshow"]["slides"].is_array());
}

#[tokio::test]
async fn base64_is_decoded_or_refused() {
    for (value, text) in [
        ("SGVsbG8=", "Hello"),
        ("SGVsbG8", "Hello"),
        ("8J-YgA==", "😀"),
        ("8J+YgA==", "😀"),
    ] {
        let answer = get(&format!("/base64/{value}")).await;
        assert_eq!(
            (answer.body.as_str(), answer.field("content-type")),
            (text, "text/plain; charset=utf-8")
        );
    }
    let bytes = binary(&companion(), request("GET", "/base64/_w==", &[])).await;
    assert_eq!(
        (&bytes.body[..], &bytes.headers["content-type"]),
        (&[0xff][..], &"application/octet-stream".parse().unwrap())
    );
    assert!(get("/base64/a").await.problem(400).contains("Base64"));
    assert_eq!(get_from(&httpbin(), "/base64/a", &[]).await.status, 200);
}
