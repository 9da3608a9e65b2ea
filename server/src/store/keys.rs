//! Idempotency keys: a request that is sent twice under one key happens once. The key, what was asked and what came
//! of it are stored together with the effect, so that no crash can come between them.

use serde::{Serialize, de::DeserializeOwned};

use super::{
    fault::Fault,
    quota::{ROW, bytes},
};

/// How long a key is remembered: 24 hours, in milliseconds.
pub const KEY_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// What a key was used for. The same key may be used once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// A like of a post.
    Like,
    /// A checkout.
    CheckOut,
    /// A payment.
    Pay,
}

impl Operation {
    /// As it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::CheckOut => "checkout",
            Self::Pay => "pay",
        }
    }
}

/// A key, as a client chose it, for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key itself.
    pub key: String,
    /// Tells requests apart: the same for the same request.
    pub fingerprint: String,
}

/// What is stored under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Of the request that came first.
    pub fingerprint: String,
    /// When it came, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it is done, likewise.
    pub ready_ms: i64,
    /// What came of it, as JSON.
    pub answer: String,
}

impl Keep {
    /// What is to be stored for a request of which `value` comes at `ready_ms`.
    pub(crate) fn new<T: Serialize>(
        key: &Key,
        now_ms: i64,
        ready_ms: i64,
        value: &T,
    ) -> Result<Self, Fault> {
        Ok(Self {
            fingerprint: key.fingerprint.clone(),
            created_ms: now_ms,
            ready_ms,
            answer: serde_json::to_string(value).map_err(|error| broken(&error))?,
        })
    }

    /// The result of the first time.
    ///
    /// # Errors
    /// [`Fault::KeyReused`] for another request, [`Fault::InFlight`] while the first is not done.
    pub(crate) fn replay<T: DeserializeOwned>(&self, key: &Key, now_ms: i64) -> Result<T, Fault> {
        if self.fingerprint != key.fingerprint {
            return Err(Fault::KeyReused);
        }
        if now_ms < self.ready_ms {
            return Err(Fault::InFlight {
                wait_ms: self.ready_ms - now_ms,
            });
        }
        serde_json::from_str(&self.answer).map_err(|error| broken(&error))
    }

    /// What it costs.
    pub(crate) fn bytes(&self, key: &Key) -> i64 {
        ROW + bytes(&[&key.key, &self.fingerprint, &self.answer])
    }
}

fn broken(error: &serde_json::Error) -> Fault {
    tracing::error!("an answer kept under an Idempotency-Key is no JSON: {error}");
    Fault::Broken
}
