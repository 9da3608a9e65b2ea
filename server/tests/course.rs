//! Holds the course against the real router: what a lesson says this server will answer, it answers.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::Request,
};
use exercises::{
    compiler::{Compiled, compile},
    model::{Block, Conversation, MessageKind, Step},
    observe::{Exchange, RequestSpec, Response, path_of},
};
use server::{
    Services,
    clock::FixedClock,
    native::{app, host::Hosts},
};
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:3000";

fn course() -> Compiled {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exercises/content");
    let mut sources = BTreeMap::new();
    read(&content, &content, &mut sources);
    compile(&sources).unwrap_or_else(|errors| panic!("the content does not compile: {errors:#?}"))
}

fn read(root: &Path, folder: &Path, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(root, &path, sources);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            sources.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
        }
    }
}

fn blocks(course: &Compiled) -> impl Iterator<Item = &Block> {
    course.lessons.iter().flat_map(|lesson| &lesson.blocks)
}

fn companion() -> Router {
    let services = Services::new(FixedClock(jiff::Timestamp::UNIX_EPOCH), || 1);
    app(&services, None, Hosts::loopback(), Duration::from_secs(10))
}

/// Sends a request as a browser's `fetch` does: it accepts anything, and says of text that it is text.
async fn send(spec: &RequestSpec) -> Response {
    let mut request = Request::builder()
        .method(spec.method.as_str())
        .uri(&spec.url)
        .header("host", HOST);
    let has = |name: &str| {
        spec.headers
            .iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(name))
    };
    if !has("accept") {
        request = request.header("accept", "*/*");
    }
    if spec.body.is_some() && !has("content-type") {
        request = request.header("content-type", "text/plain;charset=UTF-8");
    }
    for (name, value) in &spec.headers {
        request = request.header(name, value);
    }
    let body = Body::from(spec.body.clone().unwrap_or_default());
    let response = companion()
        .oneshot(request.body(body).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let field = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().to_owned())
    };
    Response {
        status: parts.status.as_u16(),
        headers: parts.headers.iter().map(field).collect(),
        body: String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
    }
}

async fn check_step(step: &Step) {
    let exchange = Exchange {
        request: step.goal().clone(),
        response: Some(send(step.goal()).await),
    };
    assert!(
        step.check.holds(&exchange),
        "{}: the goal does not tick the step: {exchange:#?}",
        step.id
    );
    let come_true: Vec<&str> = step
        .prediction
        .options
        .iter()
        .filter(|option| option.when.holds(exchange.response.as_ref()))
        .map(|option| option.id.as_str())
        .collect();
    assert_eq!(
        come_true.len(),
        1,
        "{}: {come_true:?} came true of {exchange:#?}",
        step.id
    );
}

#[tokio::test]
async fn every_step_ticks_and_exactly_one_prediction_comes_true() {
    let mut steps = 0;
    for block in blocks(&course()) {
        if let Block::Experiment(experiment) = block {
            for step in &experiment.steps {
                check_step(step).await;
                steps += 1;
            }
        }
    }
    assert!(steps >= 4, "only {steps} steps were found");
}

/// The paths under `/api/` that a piece of text names.
fn api_paths(text: &str) -> BTreeSet<&str> {
    text.match_indices("/api/")
        .map(|(at, _)| {
            let rest = &text[at..];
            let end = rest.find(|it: char| !(it.is_ascii_alphanumeric() || "/-_".contains(it)));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

#[tokio::test]
async fn every_path_that_a_snippet_asks_for_is_there() {
    let course = course();
    let mut paths = BTreeSet::new();
    for block in blocks(&course) {
        if let Block::Snippet(snippet) = block {
            let found = api_paths(&snippet.code);
            assert!(!found.is_empty(), "{} sends nothing", snippet.id);
            paths.extend(found);
        }
    }
    assert!(!paths.is_empty());
    for path in paths {
        let asked = RequestSpec {
            method: "OPTIONS".into(),
            url: path.into(),
            ..Default::default()
        };
        assert_eq!(send(&asked).await.status, 204, "{path}");
    }
}

/// A request as its bytes say; `None` where it is not for this server.
fn parse_request(bytes: &str) -> Option<RequestSpec> {
    let (head, body) = bytes.split_once("\n\n")?;
    let mut lines = head.lines();
    let mut start = lines.next()?.split(' ');
    let (method, url) = (start.next()?, start.next()?);
    let headers: Vec<(String, String)> = lines
        .filter_map(|it| it.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let ours = headers
        .iter()
        .any(|(name, value)| name == "host" && value == HOST);
    (ours && path_of(url).starts_with("/api/")).then(|| RequestSpec {
        method: method.into(),
        url: url.into(),
        headers: headers
            .into_iter()
            .filter(|(name, _)| name != "host")
            .collect(),
        body: (!body.is_empty()).then(|| body.to_owned()),
    })
}

/// Whether a response is as the figure shows it. A figure may leave header fields out.
fn assert_shown(bytes: &str, response: &Response, what: &str) {
    let (head, body) = bytes.split_once("\n\n").unwrap_or((bytes, ""));
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    assert!(
        status.starts_with(&format!("HTTP/1.1 {} ", response.status)),
        "{what}: {response:#?}"
    );
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        let sent = |(it, sent): &(String, String)| it.eq_ignore_ascii_case(name) && sent == value;
        assert!(
            response.headers.iter().any(sent),
            "{what}: {line} is not in {response:#?}"
        );
    }
    assert_eq!(body.trim_end(), response.body.trim_end(), "{what}");
}

async fn check_figure(figure: &Conversation) -> usize {
    let mut asked = None;
    let mut checked = 0;
    for message in &figure.messages {
        match message.kind {
            MessageKind::Request => asked = parse_request(&message.bytes),
            MessageKind::Response => {
                if let Some(request) = asked.take() {
                    assert_shown(&message.bytes, &send(&request).await, &figure.id);
                    checked += 1;
                }
            }
            MessageKind::Work => {}
        }
    }
    checked
}

#[tokio::test]
async fn what_a_figure_shows_of_this_server_is_what_it_sends() {
    let mut checked = 0;
    for block in blocks(&course()) {
        if let Block::Conversation(figure) = block {
            checked += check_figure(figure).await;
        }
    }
    assert!(checked >= 1, "no figure shows an exchange with this server");
}
