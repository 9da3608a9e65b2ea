//! Bodies that are looked at as they pass: the record learns their beginning, their length and their end.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes, HttpBody};

use super::Draft;

type Frame = http_body::Frame<Bytes>;

/// Which of the two bodies it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// A body that passes. Its length and its end are the inner one's, so that it is framed as without us.
#[derive(Debug)]
pub(super) struct Seen {
    inner: Body,
    side: Side,
    draft: Draft,
    over: bool,
}

impl Seen {
    /// `body`, looked at for `draft`. A body that is empty from the start is left as it is.
    pub fn wrap(body: Body, side: Side, draft: &Draft) -> Body {
        if body.is_end_stream() {
            draft.body_over(side, true);
            return body;
        }
        Body::new(Self {
            inner: body,
            side,
            draft: draft.clone(),
            over: false,
        })
    }

    fn over(&mut self, whole: bool) {
        if !self.over {
            self.over = true;
            self.draft.body_over(self.side, whole);
        }
    }
}

impl HttpBody for Seen {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    self.draft.body_piece(self.side, data);
                }
                if self.inner.is_end_stream() {
                    self.over(true);
                }
            }
            Some(Err(_)) => self.over(false),
            None => self.over(true),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.over(false);
    }
}
