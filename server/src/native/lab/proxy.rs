//! The way of a request through the proxy: cache first, then the balancer's origins one after the other.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, Version, header},
    response::IntoResponse,
};

use super::{
    Fault, Pace,
    balance::{self, Balancer, Wish},
    cache::{self, Cache, Entry, Forward, Found, Status, Use},
    client::Client,
    forward,
    origin::Origins,
};
use crate::{problem::Error, wire::Draft};

/// What a client's conditions and wishes for parts look like: the cache answers those itself.
const OWN_CONDITIONS: [header::HeaderName; 6] = [
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::IF_RANGE,
    header::RANGE,
];

/// The proxy. Clones are the same proxy.
#[derive(Clone, Debug)]
pub(super) struct Proxy(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub origins: Arc<Origins>,
    pub client: Client,
    pub balancer: Balancer,
    pub cache: Cache,
    pub pace: Pace,
}

/// A request as the proxy got it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub version: Version,
    pub fields: HeaderMap,
    pub body: Bytes,
    pub peer: Option<SocketAddr>,
    pub wish: Wish,
    /// Where the hops are written down.
    pub draft: Option<Draft>,
}

/// What an origin answered, and which one.
pub(super) struct Answered {
    pub response: Response<Bytes>,
    pub by: &'static str,
    pub took: Duration,
}

impl Proxy {
    pub fn new(origins: Arc<Origins>, pace: Pace) -> Self {
        Self(Arc::new(Inner {
            origins,
            client: Client::new(),
            balancer: Balancer::default(),
            cache: Cache::default(),
            pace,
        }))
    }

    /// The cache.
    pub fn cache(&self) -> &Cache {
        &self.0.cache
    }

    /// Answers a request.
    pub async fn pass(&self, asked: Asked) -> Response<Body> {
        let (answer, status, by) = if [Method::GET, Method::HEAD].contains(&asked.method) {
            self.read(&asked).await
        } else {
            self.change(&asked).await
        };
        let mut response = match answer {
            Ok(response) => finish(&asked, response),
            Err(fault) => Error::from(fault).into_response(),
        };
        let fields = response.headers_mut();
        status.say(fields);
        if let Some(by) = by.filter(|_| asked.wish.sticky) {
            let cookie = format!("{}={by}; Path=/lab/proxy; SameSite=Lax", balance::COOKIE);
            fields.extend(HeaderValue::try_from(cookie).map(|it| (header::SET_COOKIE, it)));
        }
        response
    }

    /// What may be answered from the cache, and if not, is asked for and stored.
    async fn read(&self, asked: &Asked) -> Passed {
        let (entry, why) = match self.0.cache.find(&asked.uri, &asked.fields) {
            Found::Nothing => (None, Forward::UriMiss),
            Found::OtherVariant => (None, Forward::VaryMiss),
            Found::Entry(entry) => match entry.usable(&asked.fields) {
                Use::Fresh => return hit(&entry, None),
                Use::Meanwhile => {
                    self.revalidate(asked, &entry);
                    return hit(&entry, Some("stale-while-revalidate"));
                }
                Use::Validate { request: true } => (Some(entry), Forward::Request),
                Use::Validate { request: false } => (Some(entry), Forward::Stale),
            },
        };
        if cache::only_if_cached(&asked.fields) {
            let status = Status {
                refused: true,
                detail: Some("only-if-cached"),
                ..Status::default()
            };
            return (Err(Fault::NotCached), status, None);
        }
        self.fetch(asked, entry.as_deref(), why).await
    }

    /// Asks an origin, with the stored entry's validators where there is one.
    async fn fetch(&self, asked: &Asked, entry: Option<&Entry>, why: Forward) -> Passed {
        let entry = entry.filter(|_| asked.method == Method::GET);
        let mut status = Status {
            forward: Some(why),
            ..Status::default()
        };
        let sent = self.0.send(asked, &to_validate(&asked.fields, entry)).await;
        let failed = sent
            .as_ref()
            .map_or(true, |it| it.response.status().is_server_error());
        if let Some(entry) = entry.filter(|it| failed && it.survives_errors()) {
            status.answered = sent.ok().map(|it| it.response.status().as_u16());
            status.ttl = Some(entry.ttl());
            status.detail = Some("stale-if-error");
            return (Ok(entry.respond()), status, None);
        }
        let answered = match sent {
            Ok(answered) => answered,
            Err(fault) => return (Err(fault), status, None),
        };
        let validated = entry.filter(|_| answered.response.status() == StatusCode::NOT_MODIFIED);
        let (new, response) = match validated {
            Some(entry) => {
                status.answered = Some(304);
                let fields = answered.response.headers();
                let new = entry.validated(&asked.fields, fields, answered.took);
                let response = new.as_ref().map_or_else(|| entry.respond(), Entry::respond);
                (new, response)
            }
            None if asked.method == Method::GET => {
                let new = Entry::new(&asked.fields, &answered.response, answered.took);
                (new, answered.response)
            }
            None => (None, answered.response),
        };
        if let Some(new) = new {
            status.stored = true;
            status.ttl = Some(new.ttl());
            self.0.cache.store(&asked.uri, &asked.fields, new);
        }
        (Ok(response), status, Some(answered.by))
    }

    /// A request that may change something: what is stored of the address is forgotten once it has.
    async fn change(&self, asked: &Asked) -> Passed {
        let status = Status {
            forward: Some(Forward::Method),
            ..Status::default()
        };
        let sent = match self.0.send(asked, &asked.fields).await {
            Ok(sent) => sent,
            Err(fault) => return (Err(fault), status, None),
        };
        let changed =
            sent.response.status().is_success() || sent.response.status().is_redirection();
        if changed && !asked.method.is_safe() {
            self.0.cache.invalidate(&asked.uri);
        }
        (Ok(sent.response), status, Some(sent.by))
    }

    /// Asks the origin in the background, unless somebody does already.
    fn revalidate(&self, asked: &Asked, entry: &Arc<Entry>) {
        if !self.0.cache.begin(&asked.uri) {
            return;
        }
        let (proxy, entry) = (self.clone(), Arc::clone(entry));
        let asked = Asked {
            method: Method::GET,
            draft: None,
            ..asked.clone()
        };
        tokio::spawn(async move {
            let _ = proxy.fetch(&asked, Some(&entry), Forward::Stale).await;
            proxy.0.cache.done(&asked.uri);
        });
    }
}

/// The answer, what the cache says of it, and the origin that made it just now.
type Passed = (Result<Response<Bytes>, Fault>, Status, Option<&'static str>);

fn hit(entry: &Entry, detail: Option<&'static str>) -> Passed {
    let status = Status {
        ttl: Some(entry.ttl()),
        detail,
        ..Status::default()
    };
    (Ok(entry.respond()), status, None)
}

/// The fields to ask an origin with: the entry's conditions in the place of the client's.
fn to_validate(fields: &HeaderMap, entry: Option<&Entry>) -> HeaderMap {
    let mut fields = fields.clone();
    for name in OWN_CONDITIONS {
        fields.remove(name);
    }
    let Some(entry) = entry else {
        return fields;
    };
    for (validator, condition) in [
        (header::ETAG, header::IF_NONE_MATCH),
        (header::LAST_MODIFIED, header::IF_MODIFIED_SINCE),
    ] {
        if let Some(value) = entry.fields.get(validator) {
            fields.insert(condition, value.clone());
        }
    }
    fields
}

/// The response as it goes to the client: 304 where it has it already.
fn finish(asked: &Asked, response: Response<Bytes>) -> Response<Body> {
    let (mut parts, mut body) = response.into_parts();
    let reads = [Method::GET, Method::HEAD].contains(&asked.method);
    if reads && parts.status == StatusCode::OK && cache::is_current(&asked.fields, &parts.headers) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        body = Bytes::new();
    }
    forward::add_via(&mut parts.headers, parts.version);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = parts.status;
    *response.headers_mut() = parts.headers;
    response
}
