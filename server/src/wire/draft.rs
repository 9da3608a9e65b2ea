//! An exchange while it goes on. Every request has a draft; only a visitor's becomes a record, once it is known that
//! there is one.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::{Bytes, HttpBody},
    extract::{MatchedPath, Request},
    http::{Method, StatusCode},
    response::Response,
};

use super::{
    FOLDER, Tapped,
    exchange::{Body, Exchange, Hop, Message, Stage, State},
    head,
    kept::Kept,
    mask,
    records::Records,
    seen::{Seen, Side},
};
use crate::{
    services::{ExchangeId, Services},
    sql::Log,
    visitor::{Caller, VisitorId},
};

/// The most hops, and the most interim responses, that are kept of one exchange.
const MAX_HOPS: usize = 16;

/// A handle on an exchange that is going on; in the extensions of its request. Clones are the same exchange.
#[derive(Clone)]
pub struct Draft(Arc<Inner>);

struct Inner {
    id: ExchangeId,
    /// Uptime when the request's head had arrived.
    started: Duration,
    records: Arc<Records>,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    /// Whose record it becomes; until the response's head is decided, nobody's.
    visitor: Option<VisitorId>,
    route: Option<MatchedPath>,
    stages: Vec<Stage>,
    request_head: Vec<u8>,
    request_body: Kept,
    interim: Vec<Vec<u8>>,
    response_head: Vec<u8>,
    response_body: Kept,
    /// The length that the response's body will have, where that is known.
    expected: Option<u64>,
    status: u16,
    log: Option<Log>,
    hops: Vec<Hop>,
    /// Whether the request's head, and the response's, are the bytes of the wire.
    exact: (bool, bool),
    /// Whether a tap will tell what leaves.
    tapped: bool,
    response_over: Option<bool>,
    published: bool,
}

impl Draft {
    /// Begins the record of a request, and puts itself into the request's extensions. `None` for the record's own
    /// routes.
    pub(crate) fn begin(
        services: &Services,
        id: &ExchangeId,
        request: Request,
    ) -> (Option<Self>, Request) {
        if request.uri().path().starts_with(FOLDER) {
            return (None, request);
        }
        let tapped = request.extensions().get::<Tapped>();
        let age = tapped.map_or(Duration::ZERO, |it| it.age);
        let untapped = tapped.is_none().then(|| head::of_request(&request));
        let draft = Self(Arc::new(Inner {
            id: id.clone(),
            started: services.clock().uptime().saturating_sub(age),
            records: Arc::clone(services.wire()),
            notes: Mutex::new(Notes {
                request_head: untapped.unwrap_or_default(),
                ..Notes::default()
            }),
        }));
        let mut request = request.map(|body| Seen::wrap(body, Side::Request, &draft));
        request.extensions_mut().insert(draft.clone());
        (Some(draft), request)
    }

    /// The response's head is decided: from here on the exchange is a visitor's, or nobody's.
    pub(crate) fn answered(
        self,
        method: &Method,
        tapped: Option<&Tapped>,
        response: Response,
    ) -> Response {
        let caller = response.extensions().get::<Caller>();
        let Some(visitor) = caller.and_then(Caller::visitor) else {
            return response;
        };
        let mut notes = self.notes();
        notes.visitor = Some(visitor);
        notes.status = response.status().as_u16();
        notes.response_head = head::of_response(&response);
        notes.log = response.extensions().get().cloned();
        notes.expected = expected_length(method, &response);
        notes.stages.push(self.stage("answered"));
        notes.tapped = tapped.is_some();
        drop(notes);
        let response = response.map(|body| Seen::wrap(body, Side::Response, &self));
        match tapped {
            Some(tapped) => self.watch(tapped),
            None => self.untapped(),
        }
        response
    }

    fn watch(&self, tapped: &Tapped) {
        if let Some(head) = tapped.tap.request_head() {
            let mut notes = self.notes();
            notes.request_head = head;
            notes.exact.0 = true;
        }
        if !tapped.tap.watch(self.clone()) {
            self.lost();
        }
    }

    /// Notes the route, and that its handler begins.
    pub(crate) fn handler_begins(&self, route: Option<&MatchedPath>) {
        let mut notes = self.notes();
        notes.route = route.cloned();
        notes.stages.push(self.stage("handler_began"));
    }

    /// Adds a hop: a request that was sent on. Past 16 it is dropped.
    pub fn hop(&self, hop: Hop) {
        let mut notes = self.notes();
        if notes.hops.len() < MAX_HOPS {
            notes.hops.push(hop);
        }
    }

    /// Milliseconds since the request's head had arrived.
    pub fn elapsed_ms(&self) -> f64 {
        let elapsed = self.0.records.uptime().saturating_sub(self.0.started);
        // To the microsecond: what lies below is noise.
        (elapsed.as_secs_f64() * 1_000_000.0).round() / 1000.0
    }

    fn stage(&self, name: &'static str) -> Stage {
        Stage {
            name,
            ms: self.elapsed_ms(),
        }
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the tap tells.
impl Draft {
    /// The head of an interim response has left.
    pub fn interim_left(&self, head: Vec<u8>) {
        let mut notes = self.notes();
        if notes.interim.len() < MAX_HOPS {
            notes.interim.push(head);
        }
    }

    /// The response's head has left.
    pub fn head_left(&self, head: &[u8]) {
        let mut notes = self.notes();
        notes.response_head = head.to_vec();
        notes.exact.1 = true;
        notes.stages.push(self.stage("head_left"));
    }

    /// The head has left, and there is more of the body to come: it may take long, so it is told now.
    pub fn opened(&self) {
        let notes = self.notes();
        if !notes.published {
            self.publish(&notes, State::Open);
        }
    }

    /// Nothing more will leave.
    pub fn ended(&self, state: State) {
        let mut notes = self.notes();
        if !notes.published {
            notes.published = true;
            notes.stages.push(self.stage("body_ended"));
            self.publish(&notes, state);
        }
    }

    /// The tap can no longer tell what leaves.
    pub fn lost(&self) {
        self.notes().tapped = false;
        self.untapped();
    }
}

/// What the bodies tell as they pass.
impl Draft {
    pub(super) fn body_piece(&self, side: Side, piece: &Bytes) {
        let mut notes = self.notes();
        match side {
            Side::Request => notes.request_body.add(piece),
            Side::Response => notes.response_body.add(piece),
        }
    }

    pub(super) fn body_over(&self, side: Side, whole: bool) {
        if side == Side::Request {
            return;
        }
        let mut notes = self.notes();
        let whole = whole || notes.expected == Some(notes.response_body.length());
        notes.response_over = Some(whole);
        drop(notes);
        self.untapped();
    }

    /// Without a tap the exchange is over when its body is, and told early when that may take long.
    fn untapped(&self) {
        let notes = self.notes();
        if notes.tapped || notes.visitor.is_none() {
            return;
        }
        let (over, endless) = (notes.response_over, notes.expected.is_none());
        drop(notes);
        match over {
            Some(true) => self.ended(State::Complete),
            Some(false) => self.ended(State::CutOff),
            None if endless => self.opened(),
            None => {}
        }
    }
}

impl Draft {
    fn publish(&self, notes: &Notes, state: State) {
        if let Some(visitor) = &notes.visitor {
            let exchange = self.exchange(notes, state);
            self.0.records.publish(visitor, exchange);
        }
    }

    fn exchange(&self, notes: &Notes, state: State) -> Exchange {
        let (method, target) = head::start_line(&notes.request_head);
        let arrived = Stage {
            name: "head_arrived",
            ms: 0.0,
        };
        let statements = notes.log.as_ref().map(Log::statements).unwrap_or_default();
        let message = |head: &[u8], body: &Kept| Message {
            head: mask::head(head),
            body: Body::from(body),
        };
        Exchange {
            id: self.0.id.clone(),
            state,
            exact: notes.exact == (true, true),
            time: self.0.records.time_at(self.0.started),
            method,
            target,
            route: notes.route.as_ref().map(|it| it.as_str().to_owned()),
            status: notes.status,
            stages: [&[arrived], &notes.stages[..]].concat(),
            request: message(&notes.request_head, &notes.request_body),
            interim: notes.interim.iter().map(|it| mask::head(it)).collect(),
            response: message(&notes.response_head, &notes.response_body),
            statements: statements.into_iter().map(Into::into).collect(),
            hops: notes.hops.clone(),
        }
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Draft").field(&self.0.id).finish()
    }
}

/// How long the body will be on the wire, where that is known; a response without a body has none to wait for.
fn expected_length(method: &Method, response: &Response) -> Option<u64> {
    let status = response.status();
    let bodiless = status.is_informational()
        || [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
    if method == Method::HEAD || bodiless {
        return Some(0);
    }
    response.body().size_hint().exact()
}
