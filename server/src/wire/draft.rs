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
    http::{Extensions, Method, StatusCode},
    response::Response,
};

use super::{
    FOLDER, Tapped,
    exchange::{Hop, State},
    head,
    kept::Kept,
    record::{Raw, Record, Times, ms},
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

#[derive(Clone, Default)]
struct Notes {
    /// Whose record it becomes; until the response's head is decided, nobody's.
    visitor: Option<VisitorId>,
    /// Who asks, as far as that is known before there is a response.
    caller: Option<Caller>,
    route: Option<MatchedPath>,
    times: Times,
    request_head: Vec<u8>,
    request_body: Kept,
    interim: Vec<Vec<u8>>,
    response_head: Vec<u8>,
    response_body: Kept,
    /// The length that the response's body will have, where that is known.
    expected: Option<u64>,
    status: Option<u16>,
    log: Option<Log>,
    hops: Vec<Hop>,
    /// Whether the request's head, and the response's, are the bytes of the wire.
    exact: (bool, bool),
    /// Whether a tap will tell what leaves.
    tapped: bool,
    response_over: Option<bool>,
    published: bool,
}

/// Watches over an exchange until there is a response: a client that goes away before is recorded as well.
pub(crate) struct Unanswered(Option<Draft>, Option<Tapped>);

impl Drop for Unanswered {
    fn drop(&mut self) {
        if let Some(draft) = self.0.take() {
            draft.gone(self.1.as_ref());
        }
    }
}

impl Draft {
    /// Begins the record of a request that the router was called with at an uptime, and puts itself into the request's extensions. There is none for the record's
    /// own routes.
    pub(crate) fn begin(
        services: &Services,
        id: &ExchangeId,
        started: Duration,
        request: Request,
    ) -> (Unanswered, Request) {
        let path = request.uri().path().strip_prefix(FOLDER);
        if path.is_some_and(|it| it.is_empty() || it.starts_with('/')) {
            return (Unanswered(None, None), request);
        }
        let tapped = request.extensions().get::<Tapped>().cloned();
        let age = tapped.as_ref().map_or(Duration::ZERO, |it| it.age);
        let untapped = tapped.is_none().then(|| head::of_request(&request));
        let draft = Self(Arc::new(Inner {
            id: id.clone(),
            started: started.saturating_sub(age),
            records: Arc::clone(services.wire()),
            notes: Mutex::new(Notes {
                request_head: untapped.unwrap_or_default(),
                ..Notes::default()
            }),
        }));
        let mut request = request.map(|body| Seen::wrap(body, Side::Request, &draft));
        request.extensions_mut().insert(draft.clone());
        (Unanswered(Some(draft), tapped), request)
    }

    /// The client went away, or a deadline passed, before there was a response.
    fn gone(&self, tapped: Option<&Tapped>) {
        let mut notes = self.notes();
        notes.visitor = notes.caller.as_ref().and_then(Caller::visitor);
        if notes.visitor.is_none() {
            return;
        }
        if let Some(head) = tapped.and_then(|it| it.tap.request_head()) {
            notes.request_head = head;
            notes.exact = (true, true);
        }
        drop(notes);
        self.ended(State::CutOff);
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
    pub(crate) fn handler_begins(&self, known: &Extensions) {
        let mut notes = self.notes();
        notes.route = known.get().cloned();
        notes.caller = known.get().cloned();
        notes.times.handler_began = Some(self.elapsed());
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
        ms(self.elapsed())
    }

    fn elapsed(&self) -> Duration {
        self.0.records.uptime().saturating_sub(self.0.started)
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unanswered {
    /// The route that matched, as far as it is known.
    pub(crate) fn route(&self) -> Option<MatchedPath> {
        self.0.as_ref()?.notes().route.clone()
    }

    /// The response's head is decided: from here on the exchange is a visitor's, or nobody's.
    pub(crate) fn answered(mut self, method: &Method, response: Response) -> Response {
        let caller = response.extensions().get::<Caller>();
        let visitor = caller.and_then(Caller::visitor);
        let (Some(draft), Some(visitor)) = (self.0.take(), visitor) else {
            return response;
        };
        let tapped = self.1.take();
        let mut notes = draft.notes();
        notes.visitor = Some(visitor);
        notes.status = Some(response.status().as_u16());
        notes.response_head = head::of_response(&response);
        notes.log = response.extensions().get().cloned();
        notes.expected = expected_length(method, &response);
        notes.times.answered = Some(draft.elapsed());
        notes.tapped = tapped.is_some();
        drop(notes);
        let response = response.map(|body| Seen::wrap(body, Side::Response, &draft));
        match tapped {
            Some(tapped) => draft.watch(&tapped),
            None => draft.untapped(),
        }
        response
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
        notes.response_head.clear();
        notes.response_head.extend_from_slice(head);
        notes.exact.1 = true;
        notes.times.head_left = Some(self.elapsed());
    }

    /// The head has left, and there is more of the body to come: it may take long, so it is told now.
    pub fn opened(&self) {
        let notes = self.notes();
        if !notes.published {
            self.publish(notes.clone(), State::Open);
        }
    }

    /// Nothing more will leave.
    pub fn ended(&self, state: State) {
        let mut notes = self.notes();
        if !notes.published {
            notes.times.body_ended = Some(self.elapsed());
            let over = Notes {
                published: true,
                ..Notes::default()
            };
            let notes = std::mem::replace(&mut *notes, over);
            self.publish(notes, state);
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
    fn publish(&self, notes: Notes, state: State) {
        if let Some(visitor) = &notes.visitor.clone() {
            self.0.records.publish(visitor, self.record(notes, state));
        }
    }

    fn record(&self, notes: Notes, state: State) -> Record {
        let statements = notes.log.as_ref().map(Log::statements);
        Record {
            id: self.0.id.clone(),
            state,
            exact: notes.exact == (true, true),
            time: self.0.records.time_at(self.0.started),
            route: notes.route,
            status: notes.status,
            times: notes.times,
            request: Raw {
                head: notes.request_head,
                body: notes.request_body.beginning(),
            },
            interim: notes.interim,
            response: Raw {
                head: notes.response_head,
                body: notes.response_body.beginning(),
            },
            statements: statements.unwrap_or_default(),
            hops: notes.hops,
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
