//! A client that follows an event stream over cuts (the HTML standard, section 9.2).
//!
//! It comes back after the time that the server set by `retry`, with the id of the last message that came whole in
//! `Last-Event-ID`, and drops what had come of the next. 204 says that nothing more will come.

use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::Value as Json;

use super::words::{one_of, word};
use crate::judge::client::{Call, Ending, Expect, Piece, Reply, Wanted};

const PATH: &str = "/api/news";
const LAST: &str = "last-event-id";
/// How long to wait before coming back, until the server says otherwise, in milliseconds.
const RETRY: u32 = 1_000;
/// How much longer one may wait.
const GRACE: u32 = 500;
/// More connections than this are in no case.
const MOST: usize = 40;
const WORDS: [&str; 6] = ["Schnee ☃", "café", "rain", "naïve", "10 °C", "日本"];

/// A call, whose answers nobody has given yet.
pub fn ask(rng: &mut Rng, at: usize) -> Call {
    let mut made = Made::new(rng);
    match at % 9 {
        0 => made.connect(rng, 3, false, Ending::Close),
        1 => {
            made.connect(rng, 2, true, Ending::Cut);
            made.connect(rng, 2, false, Ending::Close);
        }
        2 => {
            made.connect(rng, 0, true, Ending::Cut);
            made.connect(rng, 2, false, Ending::Cut);
        }
        3 => {
            made.retry = Some(100 * rng.u32(15..60));
            made.connect(rng, 1, true, Ending::Cut);
            made.connect(rng, 1, true, Ending::Close);
            made.connect(rng, 1, false, Ending::Cut);
        }
        4 => {
            made.connect(rng, 1, false, Ending::Cut);
            made.fail(rng);
            made.connect(rng, 2, false, Ending::Close);
        }
        5 => {
            made.connect(rng, 2, true, Ending::Close);
            made.connect(rng, 0, true, Ending::Cut);
            made.connect(rng, 1, false, Ending::Close);
        }
        6 => made.refuse(rng),
        7 => {
            made.connect(rng, 2, true, Ending::Cut);
            made.refuse(rng);
        }
        _ => {
            for _ in 0..rng.usize(1..5) {
                let (messages, rest) = (rng.usize(0..4), rng.bool());
                let end = [Ending::Cut, Ending::Close][rng.usize(..2)];
                made.connect(rng, messages, rest, end);
            }
        }
    }
    made.call()
}

/// A case in the making.
struct Made {
    replies: Vec<Reply>,
    id: u32,
    seen: Option<String>,
    retry: Option<u32>,
    refused: bool,
}

impl Made {
    fn new(rng: &mut Rng) -> Self {
        Self {
            replies: Vec::new(),
            id: rng.u32(1..500),
            seen: None,
            retry: None,
            refused: false,
        }
    }

    fn given(&self, reply: Reply) -> Reply {
        let given = self.seen.iter().map(|it| (LAST.to_owned(), it.clone()));
        Reply {
            path: Some(PATH.to_owned()),
            given: given.collect(),
            ..reply
        }
    }

    fn event(rng: &mut Rng, id: u32) -> String {
        let mut text = format!("id: {id}\ndata: {} {}\n", one_of(rng, &WORDS), word(rng));
        if rng.u32(..4) == 0 {
            let _ = writeln!(text, "data: {}", one_of(rng, &WORDS));
        }
        text.push('\n');
        text
    }

    /// A connection with so many messages; `rest`: and the beginning of another.
    fn connect(&mut self, rng: &mut Rng, messages: usize, rest: bool, end: Ending) {
        let mut text = String::new();
        if let Some(retry) = self.retry.take() {
            let _ = write!(text, "retry: {retry}\n\n");
        }
        if rng.u32(..3) == 0 {
            text.push_str(": still here\n\n");
        }
        let first = self.id;
        for _ in 0..messages {
            text.push_str(&Self::event(rng, self.id));
            self.id += 1;
        }
        if rest {
            let whole = Self::event(rng, self.id);
            // At the least the line with its id, at the most all but the blank line.
            let least = whole.find('\n').unwrap_or(0) + 1;
            let ends: Vec<usize> = (least..whole.len())
                .filter(|it| whole.is_char_boundary(*it))
                .collect();
            text.push_str(&whole[..ends[rng.usize(..ends.len())]]);
        }
        let reply = Reply::of(200).with("content-type", "text/event-stream");
        let reply = Reply {
            pieces: pieces(rng, &text),
            end,
            ..reply
        };
        self.replies.push(self.given(reply));
        if self.id > first {
            self.seen = Some((self.id - 1).to_string());
        }
    }

    fn fail(&mut self, rng: &mut Rng) {
        let reply = Reply {
            after: rng.u32(1..400),
            ..Reply::failing()
        };
        self.replies.push(self.given(reply));
    }

    fn refuse(&mut self, rng: &mut Rng) {
        let status = [401, 404, 500, 503][rng.usize(..4)];
        self.replies.push(self.given(Reply::of(status)));
        self.refused = true;
    }

    fn call(mut self) -> Call {
        if !self.refused {
            self.replies.push(self.given(Reply::of(204)));
        }
        Call {
            args: Vec::new(),
            replies: self.replies,
            expect: Vec::new(),
        }
    }
}

/// The text in pieces that heed neither lines nor messages.
fn pieces(rng: &mut Rng, text: &str) -> Vec<Piece> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let end = (at + rng.usize(3..40)).min(signs.len());
        found.push(Piece {
            after: rng.u32(..300),
            text: signs[at..end].iter().collect(),
        });
        at = end;
    }
    found
}

/// Everything that can be defended.
pub fn expect(call: &Call) -> Vec<Expect> {
    let mut reader = Reader::default();
    let mut sent: Vec<Wanted> = Vec::new();
    let mut used = vec![false; call.replies.len()];
    let mut wait = (0, 0);
    loop {
        let Some(reply) = choose(call, &reader.last, &mut used).filter(|_| sent.len() < MOST)
        else {
            return vec![Expect::default()];
        };
        sent.push(wanted(&reader.last, wait));
        if reply.end != Ending::Fails {
            let it = Expect {
                requests: Some(sent.clone()),
                ..Expect::default()
            };
            match reply.status {
                200 => reader.read(&reply.text()),
                204 => {
                    let returns = Some(Json::from(reader.messages));
                    return vec![Expect { returns, ..it }];
                }
                status => {
                    let throws = Some(format!("*{status}*"));
                    return vec![Expect { throws, ..it }];
                }
            }
        }
        wait = (reader.retry, reader.retry + GRACE);
    }
}

fn wanted(last: &str, wait: (u32, u32)) -> Wanted {
    let mut headers = vec![("accept".to_owned(), "text/event-stream".to_owned())];
    let without = last.is_empty().then(|| LAST.to_owned());
    if !last.is_empty() {
        headers.push((LAST.to_owned(), last.replace('*', "\\*")));
    }
    Wanted {
        method: Some("GET".to_owned()),
        path: Some(PATH.to_owned()),
        headers: headers.into_iter().collect(),
        without: without.into_iter().collect(),
        wait: Some(wait),
        ..Wanted::default()
    }
}

/// The reply that a client gets that asks as it should, by the rules of the agent's server.
fn choose<'a>(call: &'a Call, last: &str, used: &mut [bool]) -> Option<&'a Reply> {
    let fits = |it: &Reply| it.given.get(LAST).is_none_or(|it| it == last);
    let mut fitting = (0..call.replies.len()).filter(|at| fits(&call.replies[*at]));
    let at = fitting
        .clone()
        .find(|at| !used[*at])
        .or(fitting.next_back())?;
    used[at] = true;
    call.replies.get(at)
}

/// What a client knows.
struct Reader {
    messages: Vec<String>,
    last: String,
    retry: u32,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            messages: Vec::new(),
            last: String::new(),
            retry: RETRY,
        }
    }
}

impl Reader {
    /// Reads all that came over one connection. What is not closed by a blank line does not count.
    fn read(&mut self, text: &str) {
        let (mut id, mut data) = (None, Vec::new());
        for line in text
            .split_inclusive('\n')
            .filter_map(|it| it.strip_suffix('\n'))
        {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match name {
                "" if line.is_empty() => {
                    self.last = id.take().unwrap_or_else(|| self.last.clone());
                    if !data.is_empty() {
                        self.messages.push(std::mem::take(&mut data).join("\n"));
                    }
                }
                "id" => id = Some(value.to_owned()),
                "data" => data.push(value),
                "retry" => self.retry = value.parse().unwrap_or(self.retry),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_blank_line_closes_counts_and_the_rest_does_not() {
        let mut reader = Reader::default();
        reader.read("retry: 2500\n\n: hi\n\nid: 7\ndata: a\ndata:b\n\nid: 8\ndata: c\n");
        assert_eq!(reader.messages, ["a\nb"]);
        assert_eq!((reader.last.as_str(), reader.retry), ("7", 2_500));
    }
}
