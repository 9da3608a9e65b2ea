//! A socket with a tap on it.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Is told which bytes pass.
pub(crate) trait Watch: Send + Sync + 'static {
    /// These were read from the peer.
    fn read(&self, bytes: &[u8]);

    /// These were written to the peer.
    fn written<'a>(&self, pieces: impl Iterator<Item = &'a [u8]>);

    /// The connection is over: `in_order` if we closed it, having written all that we wanted.
    fn closed(&self, in_order: bool);
}

/// A stream whose bytes somebody watches.
#[derive(Debug)]
pub(crate) struct Stream<S, W: Watch> {
    inner: S,
    watch: Arc<W>,
    shut: bool,
}

impl<S, W: Watch> Stream<S, W> {
    /// Puts a tap on a stream.
    pub fn new(inner: S, watch: Arc<W>) -> Self {
        Self {
            inner,
            watch,
            shut: false,
        }
    }

    /// Who watches.
    pub fn watch(&self) -> &Arc<W> {
        &self.watch
    }
}

impl<S: AsyncRead + Unpin, W: Watch> AsyncRead for Stream<S, W> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buffer))?;
        self.watch.read(&buffer.filled()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin, W: Watch> AsyncWrite for Stream<S, W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let count = ready!(Pin::new(&mut self.inner).poll_write(cx, bytes))?;
        self.watch.written([&bytes[..count]].into_iter());
        Poll::Ready(Ok(count))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let count = ready!(Pin::new(&mut self.inner).poll_write_vectored(cx, pieces))?;
        let mut left = count;
        self.watch.written(pieces.iter().map(|piece| {
            let taken = piece.len().min(left);
            left -= taken;
            &piece[..taken]
        }));
        Poll::Ready(Ok(count))
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.inner).poll_shutdown(cx))?;
        self.shut = true;
        Poll::Ready(Ok(()))
    }
}

impl<S, W: Watch> Drop for Stream<S, W> {
    fn drop(&mut self) {
        self.watch.closed(self.shut);
    }
}
