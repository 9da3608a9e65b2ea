//! How much visitors may store, and the account of it. All stores count alike.

use super::fault::Fault;

/// What a row costs besides the text in it, in bytes.
pub const ROW: i64 = 64;

/// What visitors may store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Visitors with data at a time. For one more, the one idle for longest makes room.
    pub visitors: i64,
    /// How long a visitor must have been idle to have to make room, in milliseconds.
    pub evicted_after_ms: i64,
    /// Rows of one visitor.
    pub rows: i64,
    /// Bytes of one visitor: the text, and [`ROW`] for each row.
    pub bytes: i64,
}

impl Limits {
    /// For a database on a disk: at most 5 GiB if 20,000 visitors store all that they may.
    pub const DISK: Self = Self {
        visitors: 20_000,
        evicted_after_ms: 10 * 60 * 1000,
        rows: 1_000,
        bytes: 256 << 10,
    };

    /// For data in memory: at most 64 MiB and what the collections cost.
    pub const MEMORY: Self = Self {
        visitors: 256,
        ..Self::DISK
    };
}

/// What a visitor has stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Rows.
    pub rows: i64,
    /// Bytes, as [`Limits::bytes`] counts them.
    pub bytes: i64,
}

impl Usage {
    /// Adds to the account; negative numbers give back.
    ///
    /// # Errors
    /// [`Fault::Full`] where something is added and it is more than `limits` allow.
    pub(crate) fn charge(&mut self, rows: i64, bytes: i64, limits: &Limits) -> Result<(), Fault> {
        self.rows = self.rows.saturating_add(rows).max(0);
        self.bytes = self.bytes.saturating_add(bytes).max(0);
        let adds = rows > 0 || bytes > 0;
        if adds && (self.rows > limits.rows || self.bytes > limits.bytes) {
            return Err(Fault::Full(*limits));
        }
        Ok(())
    }
}

/// The length of texts together, in bytes, as the account counts them.
pub(crate) fn bytes(texts: &[&str]) -> i64 {
    texts
        .iter()
        .map(|it| i64::try_from(it.len()).unwrap_or(i64::MAX))
        .fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_limit_can_be_given_back_but_not_added_to() {
        let limits = Limits {
            rows: 2,
            bytes: 100,
            ..Limits::MEMORY
        };
        let mut usage = Usage::default();
        usage.charge(2, 100, &limits).unwrap();
        assert_eq!(usage.charge(0, 1, &limits), Err(Fault::Full(limits)));
        assert_eq!(usage.charge(0, -1, &limits), Ok(()));
        assert_eq!(usage.charge(1, -90, &limits), Err(Fault::Full(limits)));
    }
}
