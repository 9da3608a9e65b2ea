//! How many requests that bring a body may be under way at once: each may take memory for its body and for an answer
//! that repeats it, until that has left.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    response::Response,
};
use http_body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Error;

/// How many there may be. With 1 MiB each, and an answer of six times that at most, it is a bound on memory.
const MOST: usize = 256;

/// How long one more waits until another is over.
const PATIENCE: Duration = Duration::from_secs(2);

/// The places for them. Clones are the same ones.
#[derive(Clone, Debug)]
pub(super) struct Bodies(Arc<Semaphore>);

/// A place for one.
pub(super) struct Place {
    _free: OwnedSemaphorePermit,
}

impl Bodies {
    /// All places are free.
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }

    /// A place for one more.
    ///
    /// # Errors
    /// [`Error::Busy`] when none was free for a while.
    pub async fn take(self) -> Result<Place, Error> {
        let place = tokio::time::timeout(PATIENCE, self.0.acquire_owned()).await;
        let place = place.map_err(|_| Error::Busy)?;
        Ok(Place {
            _free: place.expect("the semaphore is never closed"),
        })
    }
}

impl Place {
    /// The same response, which keeps the place until it has left.
    pub fn keep(self, response: Response) -> Response {
        if response.body().is_end_stream() {
            return response;
        }
        response.map(|inner| {
            Body::new(Kept {
                inner,
                _place: self,
            })
        })
    }
}

/// A body with a place.
struct Kept {
    inner: Body,
    _place: Place,
}

impl HttpBody for Kept {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_too_many_waits_a_while_and_gets_the_place_of_one_that_has_left() {
        let bodies = Bodies::new();
        let mut places = Vec::new();
        for _ in 0..MOST {
            places.push(bodies.clone().take().await.ok().unwrap());
        }
        let began = tokio::time::Instant::now();
        assert!(matches!(bodies.clone().take().await, Err(Error::Busy)));
        assert_eq!(began.elapsed(), PATIENCE);

        let place = places.pop().unwrap();
        let leaving = place.keep(Response::new(Body::from("not gone yet")));
        assert!(bodies.clone().take().await.is_err());
        drop(leaving);
        let place = bodies.clone().take().await.ok().unwrap();
        let nothing = place.keep(Response::new(Body::empty()));
        assert!(
            bodies.take().await.is_ok(),
            "an empty answer keeps no place"
        );
        drop(nothing);
    }
}
