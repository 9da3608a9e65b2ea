//! What a database was asked while a request was answered: a route puts its [`Log`] into the response's extensions,
//! and the record of the wire shows it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// The most statements that are kept of one exchange.
const MAX_STATEMENTS: usize = 100;

/// One statement, as the database got it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The SQL, with placeholders.
    pub text: String,
    /// What stood for the placeholders, in their order, as text.
    pub parameters: Vec<String>,
    /// How many rows came back or were changed.
    pub rows: u64,
    /// How long the database took.
    pub took: Duration,
}

/// The statements of one exchange, in the order in which they ran; at most 100. Cheap to clone: clones are one log.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<Statement>>>);

impl Log {
    /// Adds a statement. Past the bound it is dropped.
    pub fn add(&self, statement: Statement) {
        let mut statements = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if statements.len() < MAX_STATEMENTS {
            statements.push(statement);
        }
    }

    /// The statements so far.
    pub fn statements(&self) -> Vec<Statement> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
