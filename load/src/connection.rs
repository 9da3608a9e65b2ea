//! A connection that carries one exchange after the other. It reads no more of a response than it must to find its end.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use httparse::{EMPTY_HEADER, Response, Status};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The most that is held of what arrived and was not looked at, in bytes.
const MAX_HELD: usize = 1 << 20;

const MAX_FIELDS: usize = 64;

/// One end of a connection.
pub struct Connection {
    stream: TcpStream,
    held: Vec<u8>,
    /// How many bytes of `held` are done with.
    done: usize,
}

/// How the body behind a head is framed.
#[derive(Clone, Copy)]
pub enum Framing {
    Length(usize),
    Chunked,
}

impl Connection {
    /// Connects.
    pub async fn open(server: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(server).await.context("no connection")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            held: Vec::with_capacity(16 << 10),
            done: 0,
        })
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(bytes).await?)
    }

    /// Sends a request and reads the response to its end: its status.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<u16> {
        self.send(request).await?;
        let (status, framing) = self.head().await?;
        match framing {
            Framing::Length(length) => self.skip(length).await?,
            Framing::Chunked => self.chunks().await?,
        }
        Ok(status)
    }

    /// Reads a response's head.
    pub async fn head(&mut self) -> Result<(u16, Framing)> {
        loop {
            if let Some((length, status, framing)) = parsed(&self.held[self.done..])? {
                self.done += length;
                return Ok((status, framing));
            }
            self.more().await?;
        }
    }

    /// Reads what comes and throws it away; how many bytes, 0 where the connection has ended.
    pub async fn any(&mut self) -> Result<usize> {
        let held = self.held.len() - self.done;
        self.held.clear();
        self.done = 0;
        if held > 0 {
            return Ok(held);
        }
        let count = self.stream.read_buf(&mut self.held).await?;
        Ok(count)
    }

    async fn more(&mut self) -> Result<()> {
        if self.done == self.held.len() {
            self.held.clear();
            self.done = 0;
        }
        if self.held.len() - self.done > MAX_HELD {
            bail!("the server sends a head or a line that does not end");
        }
        if self.held.len() > MAX_HELD {
            self.held.drain(..self.done);
            self.done = 0;
        }
        if self.stream.read_buf(&mut self.held).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }

    async fn skip(&mut self, mut length: usize) -> Result<()> {
        loop {
            let taken = length.min(self.held.len() - self.done);
            self.done += taken;
            length -= taken;
            if length == 0 {
                return Ok(());
            }
            self.more().await?;
        }
    }

    async fn chunks(&mut self) -> Result<()> {
        loop {
            let size = loop {
                match httparse::parse_chunk_size(&self.held[self.done..]) {
                    Ok(Status::Complete((length, size))) => {
                        self.done += length;
                        break usize::try_from(size)?;
                    }
                    Ok(Status::Partial) => self.more().await?,
                    Err(_) => bail!("the server sends a chunk of no size"),
                }
            };
            // The line break behind the data; no trailers are expected behind the last chunk.
            self.skip(size + 2).await?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}

/// A head, if it is there whole: its length, the status, the framing.
fn parsed(bytes: &[u8]) -> Result<Option<(usize, u16, Framing)>> {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut response = Response::new(&mut fields);
    let Status::Complete(length) = response.parse(bytes).context("this is no HTTP/1.1")? else {
        return Ok(None);
    };
    let status = response.code.unwrap_or_default();
    let named = |name: &str| {
        let mut all = response.headers.iter();
        all.find(|it| it.name.eq_ignore_ascii_case(name))
    };
    let framing = match named("content-length") {
        Some(field) => Framing::Length(str::from_utf8(field.value)?.parse()?),
        None if named("transfer-encoding").is_some() => Framing::Chunked,
        None if status == 204 || status == 304 => Framing::Length(0),
        None => bail!("a response without a length: {status}"),
    };
    Ok(Some((length, status, framing)))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A server that reads a request and writes its answer in two pieces, at each place where it can be cut.
    async fn answers(answer: &'static [u8]) -> Vec<Result<u16>> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            for cut in 0..answer.len() {
                let (mut peer, _) = listener.accept().await.unwrap();
                peer.set_nodelay(true).unwrap();
                peer.read_exact(&mut [0; 5]).await.unwrap();
                peer.write_all(&answer[..cut]).await.unwrap();
                tokio::task::yield_now().await;
                peer.write_all(&answer[cut..]).await.unwrap();
            }
        });
        let mut statuses = Vec::new();
        for _ in 0..answer.len() {
            let mut connection = Connection::open(address).await.unwrap();
            statuses.push(connection.exchange(b"hello").await);
        }
        server.await.unwrap();
        statuses
    }

    #[tokio::test]
    async fn a_response_is_read_to_its_end_wherever_it_is_cut() {
        let length = answers(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc").await;
        let chunks = answers(
            b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
        )
        .await;
        assert!(length.iter().all(|it| matches!(it, Ok(200))), "{length:?}");
        assert!(chunks.iter().all(|it| matches!(it, Ok(404))), "{chunks:?}");
    }

    #[tokio::test]
    async fn a_response_that_breaks_off_is_none() {
        let broken = answers(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").await;
        assert!(broken.iter().all(Result::is_err), "{broken:?}");
    }
}
