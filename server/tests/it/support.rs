//! What the tests share: an app to call, an answer to look at, and a client that speaks HTTP byte by byte.

use std::{
    collections::BTreeMap,
    future::Future,
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use jiff::Timestamp;
use serde_json::Value;
use server::{
    Services,
    clock::FixedClock,
    native::{
        SystemClock, app,
        host::Hosts,
        serve::{Limits, serve},
    },
    origins::Origins,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tower::ServiceExt;

/// 2026-01-02T03:04:05.678Z.
pub const NOW_MS: i64 = 1_767_323_045_678;

/// Far more than anything here takes: whatever is not done by then is stuck.
pub const PATIENCE: Duration = Duration::from_secs(10);

pub fn services() -> Services {
    let now = Timestamp::from_millisecond(NOW_MS).unwrap();
    Services::new(FixedClock(now), random())
}

/// 7 first, then 8, and so on: not random, so that what is made of it can be named.
fn random() -> impl Fn() -> u128 + Send + Sync {
    let next = AtomicU64::new(7);
    move || next.fetch_add(1, Ordering::Relaxed).into()
}

/// Where the companion and its second origin are, in tests.
pub fn origins() -> Origins {
    Origins::on_ports(&["localhost".to_owned()], 3000, Some(3001))
}

/// The companion without a site.
pub fn companion() -> Router {
    let services = services().with_origins(origins());
    app(&services, None, Hosts::loopback(), PATIENCE)
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header field that must be there, once.
    #[track_caller]
    pub fn field(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values
            .next()
            .unwrap_or_else(|| panic!("no {name}: {self:?}"));
        assert_eq!(values.next(), None, "{name} stands there twice");
        value.to_str().unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// That this is a problem as RFC 9457 has it, of this status; its detail.
    #[track_caller]
    pub fn problem(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.field("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], "about:blank");
        assert!(problem["title"].as_str().is_some_and(|it| !it.is_empty()));
        problem["detail"].as_str().unwrap().to_owned()
    }
}

/// Calls the app without a socket.
pub async fn call(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 32 << 20).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// A request without a body, with a few header fields.
pub fn request(method: &str, target: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(target)
        .header("host", "localhost:3000");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

/// Calls the companion without a site.
pub async fn get(target: &str) -> Answer {
    call(&companion(), request("GET", target, &[])).await
}

/// A visitor: keeps the cookie, as a browser does.
pub struct Visitor {
    app: Router,
    cookie: String,
}

impl Visitor {
    /// The visitor number `number` of an app.
    pub fn of(app: &Router, number: u128) -> Self {
        let cookie = format!("roundtrip_visitor={number:032x}");
        Self {
            app: app.clone(),
            cookie,
        }
    }

    pub async fn get(&self, target: &str) -> Answer {
        self.send("GET", target, "").await
    }

    /// Sends JSON; no body where it is empty.
    pub async fn send(&self, method: &str, target: &str, json: &str) -> Answer {
        let mut asked = request(method, target, &[("cookie", &self.cookie)]);
        if !json.is_empty() {
            let fields = asked.headers_mut();
            fields.insert("content-type", "application/json".parse().unwrap());
            *asked.body_mut() = Body::from(json.to_owned());
        }
        call(&self.app, asked).await
    }
}

/// A server on a socket of its own, and the handle to end it.
pub struct Running {
    pub address: SocketAddr,
    services: Services,
    end: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
}

impl Running {
    pub async fn start(limits: Limits) -> Self {
        Self::start_with(&services(), limits).await
    }

    /// A server whose clock goes: for what waits.
    pub async fn start_in_time(limits: Limits) -> Self {
        let services = Services::new(SystemClock::start(), random());
        Self::start_with(&services, limits).await
    }

    pub async fn start_with(services: &Services, limits: Limits) -> Self {
        let app = app(services, None, Hosts::loopback(), limits.request);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel();
        let (services, retiring) = (services.clone(), services.clone());
        let metrics = services.metrics().clone();
        let server = tokio::spawn(serve(listener, app, limits, metrics, async move {
            let _ = ended.await;
            retiring.retire();
        }));
        Self {
            address,
            services,
            end: Some(end),
            server,
        }
    }

    pub async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// Says that the server is about to end, as a signal does.
    pub fn retire(&self) {
        self.services.retire();
    }

    /// Asks the server to end, and does not wait for it.
    pub fn ask_to_end(&mut self) {
        self.end.take().unwrap().send(()).unwrap();
    }

    /// Waits until the server has ended.
    pub async fn ended(self) {
        patiently(self.server).await.unwrap();
    }
}

/// Fails instead of waiting for ever.
pub async fn patiently<T>(future: impl Future<Output = T>) -> T {
    patiently_for(PATIENCE, future).await
}

/// The same with a patience of its own.
pub async fn patiently_for<T>(patience: Duration, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(patience, future)
        .await
        .expect("this should not take so long")
}

/// One exchange on a connection of its own; `None` where it ends without an answer.
pub async fn fetch(
    server: SocketAddr,
    method: &str,
    target: &str,
    fields: &[(&str, &str)],
    body: &str,
) -> Option<Answer> {
    let mut client = Client(TcpStream::connect(server).await.ok()?);
    let fields: String = fields
        .iter()
        .map(|(name, value)| [*name, ": ", *value, "\r\n"].concat())
        .collect();
    let text = format!(
        "{method} {target} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{fields}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    client.send(&text).await;
    client.whole_response().await
}

/// Somebody with a jar for cookies, who calls the app without a socket.
pub struct Browser {
    app: Router,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(app: Router) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
        }
    }

    pub async fn get(&mut self, target: &str) -> Answer {
        self.send("GET", target, &[], "").await
    }

    /// Sends JSON.
    pub async fn send_json(&mut self, method: &str, target: &str, body: &str) -> Answer {
        let fields = [("content-type", "application/json")];
        self.send(method, target, &fields, body).await
    }

    pub async fn send(
        &mut self,
        method: &str,
        target: &str,
        fields: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request(method, target, fields);
        if !cookies.is_empty() {
            let cookies = cookies.join("; ").parse().unwrap();
            request.headers_mut().insert("cookie", cookies);
        }
        *request.body_mut() = Body::from(body.to_owned());
        let answer = call(&self.app, request).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

/// One end of a connection, byte by byte.
pub struct Client(pub TcpStream);

impl Client {
    pub async fn send(&mut self, text: &str) {
        patiently(self.0.write_all(text.as_bytes())).await.unwrap();
    }

    /// The next response: its head, and as much of a body as `Content-Length` says. `None` where the connection ends
    /// instead.
    pub async fn response(&mut self) -> Option<Answer> {
        let head = patiently(self.head()).await?;
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers: HeaderMap = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .fold(HeaderMap::new(), |mut map, (name, value)| {
                map.append::<axum::http::HeaderName>(name, value);
                map
            });
        Some(Answer {
            status: status.parse().unwrap(),
            headers,
            body: String::new(),
        })
    }

    /// The next response with its body.
    pub async fn whole_response(&mut self) -> Option<Answer> {
        let mut answer = self.response().await?;
        let length = answer.field("content-length").parse().unwrap();
        let mut body = vec![0; length];
        patiently(self.0.read_exact(&mut body)).await.unwrap();
        answer.body = String::from_utf8(body).unwrap();
        Some(answer)
    }

    /// Waits until the server closes the connection; what it sent before.
    pub async fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let _ = patiently(self.0.read_to_end(&mut rest)).await;
        rest
    }

    async fn head(&mut self) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.ok()?);
        }
        Some(String::from_utf8(head).unwrap())
    }
}
