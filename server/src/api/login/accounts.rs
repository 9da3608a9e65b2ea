//! The accounts there are: two, known to everybody. There is nothing to protect behind them, so that one can learn how
//! it is protected; their passwords stand here in plain text, where a real server would keep slow hashes.

use serde::Serialize;
use utoipa::ToSchema;

/// An account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Account {
    pub user: &'static str,
    pub password: &'static str,
    /// What somebody is.
    pub role: &'static str,
    /// What the role may do: names with spaces between them (RFC 6749, section 3.3).
    pub scope: &'static str,
}

/// All accounts.
pub(super) const ACCOUNTS: [Account; 2] = [
    Account {
        user: "alice",
        password: "wonderland",
        role: "student",
        scope: "profile",
    },
    Account {
        user: "root",
        password: "mountain",
        role: "admin",
        scope: "profile admin",
    },
];

impl Account {
    /// The account of a user.
    pub(super) fn of(user: &str) -> Option<Self> {
        ACCOUNTS.into_iter().find(|it| it.user == user)
    }

    /// The account that both belong to.
    pub(super) fn with(user: &str, password: &str) -> Option<Self> {
        Self::of(user).filter(|it| it.password == password)
    }

    /// Whether it may do something.
    pub(super) fn may(&self, scope: &str) -> bool {
        self.scope.split(' ').any(|it| it == scope)
    }
}
