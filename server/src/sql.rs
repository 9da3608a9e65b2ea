//! What a request asked of the database, statement by statement: it travels with the exchange, so that its record and
//! `Server-Timing` can show it. Bounded, whatever a route does.

use std::{
    borrow::Cow,
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    middleware::Next,
    response::Response,
};

/// How many statements of an exchange are kept; further ones are only counted.
pub const MAX_STATEMENTS: usize = 50;

/// The longest text of a statement, and the longest of its parameters together, in bytes: 1 KiB each.
pub const MAX_TEXT: usize = 1 << 10;

/// A value that stands for `$1`, `$2` and so on in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Param<'a> {
    /// A whole number.
    Int(i64),
    /// A whole number or `NULL`.
    MaybeInt(Option<i64>),
    /// Text.
    Text(&'a str),
    /// Text that is a credential, such as a visitor's id: it is sent to the database, and never written down.
    Secret(&'a str),
}

impl Param<'_> {
    /// As it would stand in SQL: text in single quotes.
    fn shown(self) -> Cow<'static, str> {
        match self {
            Self::Int(number) | Self::MaybeInt(Some(number)) => number.to_string().into(),
            Self::MaybeInt(None) => "NULL".into(),
            Self::Text(text) => {
                let start = cut(text, MAX_TEXT);
                let more = if start.len() < text.len() { "…" } else { "" };
                format!("'{}{more}'", start.replace('\'', "''")).into()
            }
            Self::Secret(_) => "(hidden)".into(),
        }
    }
}

/// One statement that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The statement, at most [`MAX_TEXT`] bytes of it. The store in memory has no SQL: there it says in words what
    /// was looked up.
    pub text: String,
    /// What stood for `$1`, `$2` and so on, as SQL writes it. Together at most [`MAX_TEXT`] bytes; what goes beyond is
    /// an ellipsis. Credentials are `(hidden)`.
    pub parameters: Vec<String>,
    /// How many rows came back or were changed; 0 when the statement failed.
    pub rows: u64,
    /// How long the database took.
    pub took: Duration,
}

/// The statements of one exchange. Clones write to the same log. In the extensions of every response that asked the
/// database something.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    statements: Vec<Statement>,
    count: usize,
    total: Duration,
}

impl Log {
    /// Writes down a statement that was run.
    pub fn note(&self, text: &str, parameters: &[Param<'_>], rows: u64, took: Duration) {
        let mut kept = self.lock();
        kept.count += 1;
        kept.total = kept.total.saturating_add(took);
        if kept.statements.len() < MAX_STATEMENTS {
            kept.statements.push(Statement {
                text: cut(text, MAX_TEXT).to_owned(),
                parameters: shown(parameters),
                rows,
                took,
            });
        }
    }

    /// The first [`MAX_STATEMENTS`] statements, in the order in which they were run.
    pub fn statements(&self) -> Vec<Statement> {
        self.lock().statements.clone()
    }

    /// How many statements were run, kept or not.
    pub fn count(&self) -> usize {
        self.lock().count
    }

    /// How long the database took for all of them together.
    pub fn total(&self) -> Duration {
        self.lock().total
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Log {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Middleware: gives the request a [`Log`], and puts it into the response's extensions where something was noted.
pub async fn collect(mut request: Request, next: Next) -> Response {
    let log = Log::default();
    request.extensions_mut().insert(log.clone());
    let mut response = next.run(request).await;
    if log.count() > 0 {
        response.extensions_mut().insert(log);
    }
    response
}

fn shown(parameters: &[Param<'_>]) -> Vec<String> {
    let mut left = MAX_TEXT;
    let mut shown = Vec::with_capacity(parameters.len());
    for parameter in parameters {
        let text = parameter.shown();
        if text.len() > left {
            shown.push(format!("{}…", cut(&text, left)));
            break;
        }
        left -= text.len();
        shown.push(text.into_owned());
    }
    shown
}

/// As many whole characters of a text as fit into so many bytes.
fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_written_as_sql_and_secrets_are_not() {
        let log = Log::default();
        log.note(
            "SELECT $1",
            &[
                Param::Int(-7),
                Param::MaybeInt(None),
                Param::Text("it's"),
                Param::Secret("abc"),
            ],
            1,
            Duration::from_millis(2),
        );
        let [statement] = &log.statements()[..] else {
            panic!("one was noted");
        };
        assert_eq!(statement.parameters, ["-7", "NULL", "'it''s'", "(hidden)"]);
        assert_eq!(log.total(), Duration::from_millis(2));
    }

    #[test]
    fn a_log_stays_small_whatever_is_noted() {
        let log = Log::default();
        let text = "é'".repeat(MAX_TEXT);
        for _ in 0..(2 * MAX_STATEMENTS) {
            log.note(&text, &[Param::Text(&text); 9], 0, Duration::ZERO);
        }
        assert_eq!(
            (log.statements().len(), log.count()),
            (MAX_STATEMENTS, 2 * MAX_STATEMENTS)
        );
        for it in log.statements() {
            let parameters: usize = it.parameters.iter().map(String::len).sum();
            assert!(it.text.len() <= MAX_TEXT);
            assert!(parameters <= MAX_TEXT + "…".len(), "{parameters}");
        }
    }
}
