//! What is kept of an exchange: its parts as they came, so that keeping it costs a request next to nothing. It is drawn
//! up when somebody looks.

use std::time::Duration;

use axum::extract::MatchedPath;
use jiff::Timestamp;

use super::{
    exchange::{Exchange, Hop, Message, Stage, State},
    head,
    kept::Beginning,
    mask,
};
use crate::{services::ExchangeId, sql::Statement};

/// An exchange, not drawn up yet.
#[derive(Clone, Debug)]
pub struct Record {
    pub(super) id: ExchangeId,
    pub(super) state: State,
    pub(super) exact: bool,
    /// When the request's head had arrived.
    pub(super) time: Timestamp,
    pub(super) route: Option<MatchedPath>,
    pub(super) status: Option<u16>,
    pub(super) times: Times,
    pub(super) request: Raw,
    pub(super) interim: Vec<Vec<u8>>,
    pub(super) response: Raw,
    pub(super) statements: Vec<Statement>,
    pub(super) hops: Vec<Hop>,
}

/// A message: its head with all that is secret in it, and the beginning of its body.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    pub head: Vec<u8>,
    pub body: Beginning,
}

/// When what happened, since the request's head had arrived.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    pub handler_began: Option<Duration>,
    pub answered: Option<Duration>,
    pub head_left: Option<Duration>,
    pub body_ended: Option<Duration>,
}

impl Record {
    /// Its name.
    pub fn id(&self) -> &ExchangeId {
        &self.id
    }

    /// How far it is.
    pub fn state(&self) -> State {
        self.state
    }

    /// As it is told, without credentials.
    pub fn exchange(&self) -> Exchange {
        let (method, target) = head::start_line(&self.request.head);
        Exchange {
            id: self.id.clone(),
            state: self.state,
            exact: self.exact,
            time: format!("{:.3}", self.time),
            method,
            target,
            route: self.route.as_ref().map(|it| it.as_str().to_owned()),
            status: self.status,
            stages: self.times.stages(),
            request: self.request.message(),
            interim: self.interim.iter().map(|it| mask::head(it)).collect(),
            response: self.response.message(),
            statements: self.statements.iter().cloned().map(Into::into).collect(),
            hops: self.hops.clone(),
        }
    }

    /// About how much memory it takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        const BONES: usize = 512;
        let interim: usize = self.interim.iter().map(Vec::capacity).sum();
        let statements: usize = self.statements.iter().map(weight_of_statement).sum();
        let hops: usize = self.hops.iter().map(Hop::weight).sum();
        BONES + self.request.weight() + self.response.weight() + interim + statements + hops
    }
}

impl Raw {
    fn message(&self) -> Message {
        Message {
            head: mask::head(&self.head),
            body: self.body.tell(),
        }
    }

    fn weight(&self) -> usize {
        self.head.capacity() + self.body.weight()
    }
}

impl Times {
    fn stages(&self) -> Vec<Stage> {
        let named = [
            ("head_arrived", Some(Duration::ZERO)),
            ("handler_began", self.handler_began),
            ("answered", self.answered),
            ("head_left", self.head_left),
            ("body_ended", self.body_ended),
        ];
        let stage = |(name, at): (_, Option<Duration>)| Some(Stage { name, ms: ms(at?) });
        named.into_iter().filter_map(stage).collect()
    }
}

/// In milliseconds, to the microsecond: what lies below is noise.
pub(super) fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

fn weight_of_statement(statement: &Statement) -> usize {
    let parameters: usize = statement.parameters.iter().map(|it| 24 + it.len()).sum();
    64 + statement.text.len() + parameters
}
