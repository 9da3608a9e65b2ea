//! The built site: pages, assets, caching, policies.

use std::{fs, path::Path};

use axum::Router;
use server::native::{app, host::Hosts, site::Site};
use tempfile::TempDir;

use super::support::{Answer, PATIENCE, call, request, services};

const BOOT: &str = "alert('Hello, world.');";
/// `printf "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64`
const BOOT_HASH: &str = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

const SCRIPT: &str = "/app-1a2b3c4d5e6f7890.js";

/// A site in a folder of its own, which is gone when this is dropped.
struct Fixture {
    folder: TempDir,
    app: Router,
}

impl Fixture {
    fn new(cached: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let page =
            |text: &str| format!("<!doctype html><title>{text}</title><script>{BOOT}</script>");
        for (path, content) in [
            ("index.html", page("home")),
            ("learn/x/index.html", page("lesson")),
            ("404.html", page("nothing here")),
            ("sandbox.html", page("sandbox")),
            ("favicon.svg", "<svg/>".to_owned()),
            ("content/course.json", "{}".to_owned()),
            (&SCRIPT[1..], "plain".to_owned()),
            (&format!("{}.br", &SCRIPT[1..]), "brotli".to_owned()),
            (&format!("{}.gz", &SCRIPT[1..]), "gz".to_owned()),
        ] {
            write(folder.path(), path, &content);
        }
        let site = if cached {
            Site::open(folder.path()).unwrap()
        } else {
            Site::unfinished(folder.path())
        };
        let app = app(&services(), Some(site), Hosts::loopback(), PATIENCE);
        Self { folder, app }
    }

    async fn get(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        call(&self.app, request("GET", target, fields)).await
    }
}

fn write(folder: &Path, path: &str, content: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

#[tokio::test]
async fn a_page_comes_with_its_policy() {
    let site = Fixture::new(true);
    for path in ["/", "/learn/x/"] {
        let page = site.get(path, &[]).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.field("content-type"), "text/html; charset=utf-8");
        assert_eq!(
            page.field("content-security-policy"),
            format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {BOOT_HASH}; style-src 'self'; \
                 img-src 'self' data:; connect-src 'self'; frame-src 'self'; worker-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'; object-src 'none'"
            )
        );
        assert_eq!(page.field("cross-origin-opener-policy"), "same-origin");
        assert_eq!(page.field("referrer-policy"), "no-referrer");
        assert_eq!(page.field("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn a_page_may_reach_the_second_origin_and_the_sandbox_may_not() {
    let fixture = Fixture::new(true);
    let seconds = ["http://localhost:3001", "http://[::1]:3001"];
    let site = Site::open(fixture.folder.path())
        .unwrap()
        .reaching(seconds.into_iter());
    let app = app(&services(), Some(site), Hosts::loopback(), PATIENCE);
    for (path, sources) in [
        ("/", "'self' http://localhost:3001"),
        ("/sandbox.html", "'none'"),
    ] {
        let page = call(&app, request("GET", path, &[])).await;
        let policy = page.field("content-security-policy");
        assert!(
            policy.contains(&format!("connect-src {sources};")),
            "{policy}"
        );
    }
}

#[tokio::test]
async fn the_sandbox_is_locked_in_but_may_be_framed() {
    let frame = Fixture::new(true).get("/sandbox.html", &[]).await;
    assert_eq!(
        frame.field("content-security-policy"),
        format!(
            "sandbox allow-scripts; default-src 'none'; script-src {BOOT_HASH} 'unsafe-eval' blob:; \
             worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        )
    );
    assert_eq!(frame.field("cross-origin-resource-policy"), "cross-origin");
    assert!(!frame.has("x-frame-options"));
}

#[tokio::test]
async fn the_policy_follows_the_page_when_it_is_built_again() {
    let site = Fixture::new(true);
    assert!(
        site.get("/", &[])
            .await
            .field("content-security-policy")
            .contains(BOOT_HASH)
    );
    write(
        site.folder.path(),
        "index.html",
        "<script>another()</script>",
    );
    let policy = site.get("/", &[]).await;
    let policy = policy.field("content-security-policy");
    assert!(
        policy.contains("'sha256-") && !policy.contains(BOOT_HASH),
        "{policy}"
    );
}

#[tokio::test]
async fn the_best_coding_that_the_client_takes_is_sent() {
    let site = Fixture::new(true);
    for (accepted, coding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gz"),
        ("br;q=0, gzip;q=0.5", Some("gzip"), "gz"),
        ("identity", None, "plain"),
    ] {
        let script = site.get(SCRIPT, &[("accept-encoding", accepted)]).await;
        assert_eq!(
            script.has("content-encoding"),
            coding.is_some(),
            "{accepted}"
        );
        if let Some(coding) = coding {
            assert_eq!(script.field("content-encoding"), coding, "{accepted}");
        }
        assert_eq!(script.body, body, "{accepted}");
        assert_eq!(script.field("vary"), "Accept-Encoding");
        assert_eq!(
            script.field("content-type"),
            "text/javascript; charset=utf-8"
        );
    }
}

#[tokio::test]
async fn a_page_that_is_not_compressed_is_sent_as_it_is() {
    let page = Fixture::new(true)
        .get("/", &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(page.status, 200);
    assert!(!page.has("content-encoding") && page.body.contains("home"));
}

#[tokio::test]
async fn what_the_client_has_already_is_not_sent_again() {
    let site = Fixture::new(true);
    let first = site.get("/", &[]).await;
    let etag = first.field("etag").to_owned();
    let since = first.field("last-modified").to_owned();
    for condition in [
        ("if-none-match", etag.as_str()),
        ("if-modified-since", &since),
    ] {
        let again = site.get("/", &[condition]).await;
        assert_eq!(
            (again.status.as_u16(), again.body.as_str()),
            (304, ""),
            "{condition:?}"
        );
        for name in ["etag", "cache-control", "vary", "date"] {
            assert!(again.has(name), "{name}: RFC 9110, section 15.4.5");
        }
    }
    let other = site.get("/", &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, 200);
    site.get("/", &[("if-match", "\"other\"")])
        .await
        .problem(412);
}

#[tokio::test]
async fn codings_have_etags_of_their_own() {
    let site = Fixture::new(true);
    let brotli = site.get(SCRIPT, &[("accept-encoding", "br")]).await;
    let plain = site.get(SCRIPT, &[]).await;
    assert_ne!(brotli.field("etag"), plain.field("etag"));
}

#[tokio::test]
async fn files_with_a_hash_are_kept_for_a_year_and_others_asked_for_again() {
    let site = Fixture::new(true);
    assert_eq!(
        site.get(SCRIPT, &[]).await.field("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let content = site.get("/content/course.json", &[]).await;
    assert_eq!(content.field("cache-control"), "no-cache");
    assert_eq!(content.field("content-type"), "application/json");
}

#[tokio::test]
async fn while_it_is_worked_on_nothing_is_kept() {
    let site = Fixture::new(false);
    for path in ["/", SCRIPT] {
        assert_eq!(site.get(path, &[]).await.field("cache-control"), "no-store");
    }
    write(site.folder.path(), "index.html", "edited");
    assert_eq!(site.get("/", &[]).await.body, "edited");
}

#[tokio::test]
async fn a_page_has_one_address_with_a_slash_at_its_end() {
    let site = Fixture::new(true);
    let moved = site.get("/learn/x?tour=2", &[]).await;
    assert_eq!(moved.status, 308);
    assert_eq!(moved.field("location"), "/learn/x/?tour=2");
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let site = Fixture::new(true);
    for target in ["//learn/x", "//learn//x", "/learn//x"] {
        site.get(target, &[]).await.problem(404);
    }
}

#[tokio::test]
async fn a_reader_gets_a_page_that_says_there_is_none() {
    let site = Fixture::new(true);
    let browser = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    for path in [
        "/nope",
        "/nope/",
        "/learn/nope/",
        "/index.html/x",
        "/x.html",
    ] {
        let page = site.get(path, &[browser]).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.body.contains("nothing here"), "{path}");
        assert!(page.field("content-security-policy").contains(BOOT_HASH));
        assert!(!page.has("etag"), "a 404 must not turn into a 304");
        let conditional = site.get(path, &[browser, ("if-none-match", "*")]).await;
        assert_eq!(conditional.status, 404, "{path}");
        site.get(path, &[("accept", "*/*")]).await.problem(404);
        site.get(path, &[("accept", "text/html;q=0, application/json")])
            .await
            .problem(404);
    }
}

#[tokio::test]
async fn a_tab_without_a_page_finds_the_icon() {
    let icon = Fixture::new(true).get("/favicon.ico", &[]).await;
    assert_eq!((icon.status.as_u16(), icon.body.as_str()), (200, "<svg/>"));
    assert_eq!(icon.field("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn an_api_path_is_never_a_page() {
    let answer = Fixture::new(true)
        .get("/api/nope", &[("accept", "text/html")])
        .await;
    assert!(answer.problem(404).contains("/api/nope"));
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_served() {
    let site = Fixture::new(true);
    let outside = site
        .folder
        .path()
        .parent()
        .unwrap()
        .join("roundtrip-outside.html");
    fs::write(&outside, "secret").unwrap();
    for path in [
        "/../roundtrip-outside.html",
        "/learn/../../roundtrip-outside.html",
        "/%2e%2e/roundtrip-outside.html",
        "/..%2froundtrip-outside.html",
        "/..%5croundtrip-outside.html",
        "/%00",
        "/%2fetc%2fpasswd",
    ] {
        let answer = site.get(path, &[("accept", "text/html")]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret"), "{path}");
    }
    let endless = format!("/{}", "x".repeat(10_000));
    site.get(&endless, &[]).await.problem(404);
    fs::remove_file(outside).unwrap();
}

#[tokio::test]
async fn pages_are_read_and_not_written() {
    let site = Fixture::new(true);
    for method in ["POST", "PUT", "DELETE"] {
        let answer = call(&site.app, request(method, "/learn/x/", &[])).await;
        answer.problem(405);
        assert_eq!(answer.field("allow"), "GET, HEAD, OPTIONS");
        call(&site.app, request(method, "/nope", &[]))
            .await
            .problem(404);
    }
    let options = call(&site.app, request("OPTIONS", "/", &[])).await;
    assert_eq!(
        (options.status.as_u16(), options.field("allow")),
        (204, "GET, HEAD, OPTIONS")
    );
}

#[tokio::test]
async fn head_of_a_page_has_the_length_of_get() {
    let site = Fixture::new(true);
    let head = call(&site.app, request("HEAD", "/", &[])).await;
    assert_eq!(head.body, "");
    assert_eq!(
        head.field("content-length"),
        site.get("/", &[]).await.field("content-length")
    );
}

#[test]
fn a_folder_without_a_site_says_how_to_build_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = Site::open(folder.path()).unwrap_err().to_string();
    assert!(error.contains("cargo xtask play"), "{error}");
}

#[tokio::test]
async fn a_site_that_is_worked_on_may_come_later() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::unfinished(&folder.path().join("dist"));
    let app = app(&services(), Some(site), Hosts::loopback(), PATIENCE);
    let home = || request("GET", "/", &[("accept", "text/html")]);
    call(&app, home()).await.problem(404);
    write(
        folder.path(),
        "dist/index.html",
        &format!("<script>{BOOT}</script>"),
    );
    let page = call(&app, home()).await;
    assert_eq!(page.status, 200);
    assert!(page.field("content-security-policy").contains(BOOT_HASH));
}
