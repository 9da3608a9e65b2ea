//! One exchange in the list, and what is said of it.

use std::sync::Arc;

use exercises::observe::{Exchange, RequestSpec};
use leptos::prelude::*;

use crate::wire::{
    answer::{Answer, Failure},
    explain,
    timing::Timing,
};

/// What made a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initiator {
    /// The page, for itself; the browser's word for how.
    Page(String),
    /// The request builder of the exchange list.
    Builder,
    /// A step of an experiment: `EXPERIMENT/STEP`.
    Step(String),
    /// The snippet of this id.
    Snippet(String),
}

impl Initiator {
    /// A few words for a list.
    pub fn words(&self) -> String {
        match self {
            Self::Page(how) => format!("this page ({how})"),
            Self::Builder => "request builder".into(),
            Self::Step(_) => "experiment".into(),
            Self::Snippet(_) => "snippet".into(),
        }
    }

    /// Whether the page made it for itself.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page(_))
    }
}

/// What has become of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is under way.
    Waiting,
    /// A response arrived.
    Answered(Arc<Answer>),
    /// None did.
    Failed(Failure),
    /// The page fetched it for itself and did not keep the response: the status code, 0 where the browser does not tell.
    Seen(u16),
}

/// One exchange.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Counts up from 1 while the page lives.
    pub id: u32,
    /// What made it.
    pub initiator: Initiator,
    /// What was asked.
    pub request: RequestSpec,
    /// Where it went: absolute, without fragment.
    pub url: String,
    /// When, in milliseconds since the page's time origin.
    pub sent: f64,
    /// What has become of it.
    pub outcome: ArcRwSignal<Outcome>,
    /// Its timing, once the browser has told it.
    pub timing: ArcRwSignal<Option<Arc<Timing>>>,
}

impl Entry {
    /// The response, where one arrived. Reactive.
    pub fn answer(&self) -> Option<Arc<Answer>> {
        match self.outcome.get() {
            Outcome::Answered(it) => Some(it),
            _ => None,
        }
    }

    /// As the checks of a lesson see it.
    pub fn observed(&self) -> Exchange {
        let response = self.outcome.with_untracked(|it| match it {
            Outcome::Answered(it) => Some(it.response.clone()),
            _ => None,
        });
        Exchange {
            request: self.request.clone(),
            response,
        }
    }

    /// The path and query: `/api/greeting?name=Ada`.
    pub fn target(&self) -> &str {
        let rest = self
            .url
            .split_once("://")
            .map_or(self.url.as_str(), |(_, rest)| rest);
        rest.find(['/', '?']).map_or("/", |at| &rest[at..])
    }

    /// The status in words: `404 Not Found`, `no response`, `waiting`. Reactive.
    pub fn status(&self) -> String {
        let named = |code: u16, phrase: &str| format!("{code} {phrase}").trim_end().to_owned();
        match self.outcome.get() {
            Outcome::Waiting => "waiting".into(),
            Outcome::Failed(it) => it.short().into(),
            Outcome::Seen(0) => "not told".into(),
            Outcome::Seen(code) => named(code, explain::status(code).0),
            Outcome::Answered(it) => match it.status_text.as_str() {
                "" => named(it.response.status, explain::status(it.response.status).0),
                phrase => named(it.response.status, phrase),
            },
        }
    }

    /// The status code, where there is one. Reactive.
    pub fn code(&self) -> Option<u16> {
        match self.outcome.get() {
            Outcome::Answered(it) => Some(it.response.status),
            Outcome::Seen(code) => (code > 0).then_some(code),
            _ => None,
        }
    }

    /// When it ended, in milliseconds since the page's time origin; none while it is under way. Reactive.
    pub fn ended(&self) -> Option<f64> {
        let told = self.timing.get().map(|it| it.end);
        match self.outcome.get() {
            Outcome::Waiting => None,
            Outcome::Answered(it) => told.or(Some(it.ended)),
            _ => told,
        }
    }
}
