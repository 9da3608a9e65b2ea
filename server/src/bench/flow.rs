//! Bodies made piece by piece while they are sent: they need little memory however long they are, and end when they
//! have lasted too long, or when the server ends.

use std::{convert::Infallible, io, ops::RangeInclusive, time::Duration};

use axum::body::{Body, Bytes};
use futures_util::stream;

use super::{
    fault::Fault,
    params::{Query, clamped},
};
use crate::services::Services;

/// The longest that an answer may flow.
pub(super) const MAX_TIME: Duration = Duration::from_mins(5);

/// How much is made at a time, in bytes, where nothing else is asked for.
pub(super) const PIECE: usize = 32 << 10;

/// The most that is made at a time, in bytes.
const MAX_PIECE: u64 = 64 << 10;

/// The longest sleep in one go: after it, whoever sleeps looks whether the server is ending.
const NAP: Duration = Duration::from_millis(500);

/// How much is to be made at a time, in bytes, as `?chunk_size=` has it.
///
/// # Errors
/// As [`Query::whole`].
pub(super) fn piece(services: &Services, query: &Query<'_>) -> Result<usize, Fault> {
    let asked = query.get("chunk_size")?;
    let asked = asked.map(|it| clamped(services, "chunk_size", it, 1..=MAX_PIECE, MAX_PIECE));
    let piece = asked.transpose()?.and_then(|it| usize::try_from(it).ok());
    Ok(piece.unwrap_or(PIECE))
}

/// A body of pieces with pauses between them. Where it is cut short, the connection breaks off: what was announced
/// has not come.
pub(super) fn paced(
    services: &Services,
    pause: Duration,
    next: impl FnMut() -> Option<Bytes> + Send + 'static,
) -> Body {
    let until = services.clock().uptime() + MAX_TIME;
    let state = (services.clone(), next, true);
    Body::from_stream(stream::unfold(
        state,
        move |(services, mut next, first)| async move {
            let piece = next()?;
            let goes_on = first || pause.is_zero() || sleep(&services, pause).await;
            let in_time = services.clock().uptime() <= until;
            let piece = if goes_on && in_time {
                Ok(piece)
            } else {
                Err(io::Error::from(io::ErrorKind::TimedOut))
            };
            Some((piece, (services, next, false)))
        },
    ))
}

/// Events with pauses between them: one for each number, until the time is over or the server ends. Then the stream
/// ends as if it were whole.
pub(super) fn events(
    services: &Services,
    pause: Duration,
    numbers: RangeInclusive<u64>,
    write: impl FnMut(&Services, u64) -> Bytes + Send + 'static,
) -> Body {
    let until = services.clock().uptime() + MAX_TIME;
    let first = *numbers.start();
    let state = (services.clone(), numbers, write);
    Body::from_stream(stream::unfold(
        state,
        move |(services, mut numbers, mut write)| async move {
            let number = numbers.next()?;
            let goes_on = number == first || sleep(&services, pause).await;
            if !goes_on || services.clock().uptime() > until {
                return None;
            }
            let event = write(&services, number);
            Some((Ok::<_, Infallible>(event), (services, numbers, write)))
        },
    ))
}

/// Sleeps; false where the server began to end in the meantime.
pub(super) async fn sleep(services: &Services, time: Duration) -> bool {
    let mut left = time;
    while !left.is_zero() && services.is_ready() {
        let nap = left.min(NAP);
        services.clock().sleep(nap).await;
        left -= nap;
    }
    services.is_ready()
}
