//! One direction of a connection, cut into messages: a state machine that takes the bytes in any pieces.

use memchr::memchr;

use super::framing::Framing;
use crate::problem::MAX_HEAD;

/// The longest head that is looked at, in bytes: somewhat more than the server takes.
const MAX: usize = 4 * MAX_HEAD;

/// Is told what the cutter finds, in order.
pub(super) trait Reader {
    /// A head, up to and with its empty line. The answer says how the body behind it is framed.
    fn head(&mut self, head: &[u8]) -> Framing;

    /// Some of the body, with its framing.
    fn body(&mut self, raw: &[u8]);

    /// The message is over.
    fn end(&mut self);

    /// What follows is no HTTP/1.1 any more, or makes no sense.
    fn lost(&mut self);
}

/// Cuts the bytes of one direction.
#[derive(Debug)]
pub(super) struct Cutter {
    state: State,
    /// What is there of a head that has not arrived whole.
    head: Vec<u8>,
    line: Line,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In a head, or before one. `true` once a line that is not empty has begun.
    Head(bool),
    /// So many bytes of a body are to come.
    Length(u64),
    Chunk(Chunk),
    UntilClose,
    /// Nothing is understood any more.
    Lost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chunk {
    /// In the line with the size; whether the digits are over.
    Size(u64, bool),
    Data(u64),
    /// In the line break behind the data.
    DataEnd,
    /// In the trailer section, or the empty line that ends it.
    Trailers,
}

/// The line that has begun: how long it is without its LF, and whether it begins with CR.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    length: usize,
    is_cr: bool,
}

impl Line {
    /// Takes note of more of the line.
    fn add(&mut self, bytes: &[u8]) {
        if self.length == 0 {
            self.is_cr = bytes.first() == Some(&b'\r');
        }
        self.length += bytes.len();
    }

    fn is_empty(self) -> bool {
        self.length == 0 || (self.length == 1 && self.is_cr)
    }
}

impl Default for Cutter {
    fn default() -> Self {
        Self {
            state: State::Head(false),
            head: Vec::new(),
            line: Line::default(),
        }
    }
}

impl Cutter {
    /// Takes the next bytes.
    pub fn feed(&mut self, mut bytes: &[u8], reader: &mut impl Reader) {
        while !bytes.is_empty() && self.state != State::Lost {
            let taken = match self.state {
                State::Head(begun) => self.in_head(begun, bytes, reader),
                State::Length(left) => self.in_length(left, bytes, reader),
                State::Chunk(chunk) => self.in_chunk(chunk, bytes, reader),
                State::UntilClose => {
                    reader.body(bytes);
                    bytes.len()
                }
                State::Lost => return,
            };
            bytes = &bytes[taken..];
        }
    }

    /// Gives up: from now on nothing is looked at.
    pub fn give_up(&mut self) {
        self.state = State::Lost;
        self.head = Vec::new();
    }

    /// Whether the message that has begun ends with the connection.
    pub fn is_until_close(&self) -> bool {
        self.state == State::UntilClose
    }

    fn lose(&mut self, reader: &mut impl Reader) {
        self.give_up();
        reader.lost();
    }

    /// Takes up to the end of the head.
    fn in_head(&mut self, mut begun: bool, bytes: &[u8], reader: &mut impl Reader) -> usize {
        let mut from = 0;
        while let Some(break_at) = memchr(b'\n', &bytes[from..]) {
            let end = from + break_at + 1;
            self.line.add(&bytes[from..end - 1]);
            let empty = std::mem::take(&mut self.line).is_empty();
            match (begun, empty) {
                (true, true) => {
                    self.whole_head(&bytes[..end], reader);
                    return end;
                }
                // Empty lines before the start line are skipped (RFC 9112, section 2.2).
                (false, true) => {
                    self.head.clear();
                    self.state = State::Head(false);
                    return end;
                }
                _ => begun = true,
            }
            from = end;
        }
        self.line.add(&bytes[from..]);
        self.state = State::Head(begun);
        if self.head.len() + bytes.len() > MAX {
            self.lose(reader);
        } else {
            self.head.extend_from_slice(bytes);
        }
        bytes.len()
    }

    /// The head has arrived whole: most often in one piece, which then is not copied.
    fn whole_head(&mut self, last: &[u8], reader: &mut impl Reader) {
        let framing = if self.head.is_empty() {
            reader.head(last)
        } else {
            self.head.extend_from_slice(last);
            reader.head(&self.head)
        };
        self.head = Vec::new();
        self.state = match framing {
            Framing::Length(0) => {
                reader.end();
                State::Head(false)
            }
            Framing::Interim => State::Head(false),
            Framing::Length(length) => State::Length(length),
            Framing::Chunked => State::Chunk(Chunk::Size(0, false)),
            Framing::UntilClose => State::UntilClose,
            Framing::Opaque | Framing::Nonsense => return self.lose(reader),
        };
    }

    fn in_length(&mut self, left: u64, bytes: &[u8], reader: &mut impl Reader) -> usize {
        let taken = at_most(left, bytes);
        reader.body(&bytes[..taken]);
        match left - taken as u64 {
            0 => self.end(reader),
            left => self.state = State::Length(left),
        }
        taken
    }

    fn in_chunk(&mut self, chunk: Chunk, bytes: &[u8], reader: &mut impl Reader) -> usize {
        let taken = match chunk {
            Chunk::Data(left) => at_most(left, bytes),
            _ => memchr(b'\n', bytes).map_or(bytes.len(), |it| it + 1),
        };
        let piece = &bytes[..taken];
        reader.body(piece);
        let line_over = piece.ends_with(b"\n");
        let next = match chunk {
            Chunk::Data(left) if left == taken as u64 => Some(Chunk::DataEnd),
            Chunk::Data(left) => Some(Chunk::Data(left - taken as u64)),
            Chunk::Size(size, over) => size_line(size, over, piece, line_over),
            Chunk::DataEnd | Chunk::Trailers => {
                self.line.add(piece.strip_suffix(b"\n").unwrap_or(piece));
                let empty = self.line.is_empty();
                if line_over {
                    self.line = Line::default();
                }
                match (chunk, line_over, empty) {
                    (Chunk::Trailers, true, true) => {
                        self.end(reader);
                        return taken;
                    }
                    (Chunk::Trailers, ..) => Some(Chunk::Trailers),
                    (_, true, true) => Some(Chunk::Size(0, false)),
                    (_, false, true) => Some(Chunk::DataEnd),
                    (_, _, false) => None,
                }
            }
        };
        match next {
            Some(next) => self.state = State::Chunk(next),
            None => self.lose(reader),
        }
        taken
    }

    fn end(&mut self, reader: &mut impl Reader) {
        self.state = State::Head(false);
        reader.end();
    }
}

/// Some more of the line with a chunk's size. `None` where it is no size.
fn size_line(mut size: u64, mut over: bool, piece: &[u8], line_over: bool) -> Option<Chunk> {
    for byte in piece {
        let digit = char::from(*byte).to_digit(16).filter(|_| !over);
        match digit {
            Some(digit) => size = size.checked_mul(16)?.checked_add(digit.into())?,
            None if over || b"\r\n; \t".contains(byte) => over = true,
            None => return None,
        }
    }
    Some(match (line_over, size) {
        (false, _) => Chunk::Size(size, over),
        (true, 0) => Chunk::Trailers,
        (true, size) => Chunk::Data(size),
    })
}

fn at_most(left: u64, bytes: &[u8]) -> usize {
    usize::try_from(left).map_or(bytes.len(), |left| left.min(bytes.len()))
}

#[cfg(test)]
mod tests;
