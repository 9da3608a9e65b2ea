//! How many files, and so connections, the operating system lets this process have open.

use super::serve::Limits;

/// What all else may need: databases, files of the site, the lab's servers and what they are asked.
const FOR_OTHERS: usize = 300;

/// Raises this process's own limit as far as it may and must, and keeps `limits` for each of so many listeners within
/// it. Says so where that is less than it should be.
pub(super) fn within(limits: Limits, listeners: usize) -> Limits {
    let wanted = limits.connections * listeners + FOR_OTHERS;
    let allowed = match rlimit::increase_nofile_limit(wanted as u64) {
        Ok(allowed) => usize::try_from(allowed).unwrap_or(usize::MAX),
        Err(error) => {
            tracing::warn!("the limit on open files could not be raised: {error}");
            return limits;
        }
    };
    if allowed >= wanted {
        return limits;
    }
    let connections = (allowed.saturating_sub(FOR_OTHERS) / listeners).max(16);
    tracing::warn!(
        "this process may have only {allowed} files open, so {connections} connections at a time are taken instead of \
         {}. In the shell that starts it, `ulimit -n {wanted}` lets it have more",
        limits.connections
    );
    Limits {
        connections,
        ..limits
    }
}
