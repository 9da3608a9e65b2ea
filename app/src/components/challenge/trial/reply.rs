//! One reply in the form of a server: as an author wrote it, as it is written, and what is wrong with it.

use std::collections::BTreeMap;

use exercises::judge::{Ending, Reply, date_problem};
use serde_json::Value as Json;

use super::{
    draft::{Problem, field, problem, short},
    headers::header_fields,
};

/// The latest that an answer comes, in milliseconds: later than a call may take.
const MAX_DELAY: u32 = 600_000;
/// Statuses whose answers have no body (RFC 9110, section 6.4.1).
const BODILESS: [u16; 3] = [204, 205, 304];

/// How a reply can end: the value of the choice, what it says, and what it is.
pub const ENDINGS: [(&str, &str, Ending); 5] = [
    ("close", "answers", Ending::Close),
    ("cut", "answers, and breaks off after the body", Ending::Cut),
    ("open", "answers, and never ends the body", Ending::Open),
    ("fails", "fails: the connection breaks", Ending::Fails),
    ("silent", "never answers", Ending::Silent),
];

/// The fields of a reply, as they are named in the form before its number.
pub const ENDING: &str = "ending";
pub const DELAY: &str = "delay";
pub const STATUS: &str = "status";
pub const PATH: &str = "path";
pub const HEADERS: &str = "headers";
pub const BODY: &str = "body";
/// A reply as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyDraft {
    /// Its own number in the form, which it keeps whatever becomes of the others.
    pub id: u32,
    /// One of [`ENDINGS`], by its value.
    pub ending: String,
    /// Milliseconds from the request to the head of the answer.
    pub delay: String,
    /// The status code.
    pub status: String,
    /// The path of the requests to which it is given; empty for any.
    pub path: String,
    /// Header fields, one a line.
    pub headers: String,
    /// The body.
    pub body: String,
}

impl ReplyDraft {
    /// A plain 200.
    pub fn new(id: u32) -> Self {
        Self::of(&Reply::default(), id)
    }

    /// A reply as it is first shown.
    pub fn of(it: &Reply, id: u32) -> Self {
        // Of items that a query asks for, all of them: the form has one text.
        let items = (it.lookup.as_ref()).map(|it| it.items.values().cloned().collect::<Json>());
        let body = items.map_or_else(|| it.text(), |it| it.to_string());
        let mut fields = it.headers.clone();
        if let Some(kind) = it.content_type() {
            fields.insert("content-type".to_owned(), kind.to_owned());
        }
        let lines: Vec<_> = (fields.iter())
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let ending = ENDINGS.iter().find(|(.., end)| *end == it.end);
        Self {
            id,
            ending: ending.map_or("", |(key, ..)| key).to_owned(),
            delay: it.after.to_string(),
            status: it.status.to_string(),
            path: it.path.clone().unwrap_or_default(),
            headers: lines.join("\n"),
            body,
        }
    }

    /// How it ends.
    pub fn end(&self) -> Ending {
        let found = ENDINGS.iter().find(|(key, ..)| *key == self.ending);
        found.map_or(Ending::Close, |(.., end)| *end)
    }

    /// Whether there is an answer, which has a status, header fields and a body.
    pub fn answers(&self) -> bool {
        !matches!(self.end(), Ending::Fails | Ending::Silent)
    }

    /// The reply, as far as it can be read. What is not shown of it does not count.
    pub fn reply(&self, problems: &mut Vec<Problem>) -> Reply {
        let mut read = Reader {
            id: self.id,
            problems,
        };
        let mut reply = Reply {
            end: self.end(),
            ..Reply::default()
        };
        if reply.end != Ending::Silent
            && let Some(it) = read.or_say(DELAY, self.delay())
        {
            reply.after = it;
        }
        if self.answers() {
            reply.status = read.or_say(STATUS, self.status()).unwrap_or(200);
        }
        reply.path = read.or_say(PATH, self.path()).flatten();
        if self.answers() {
            reply.headers = read.or_say(HEADERS, self.fields()).unwrap_or_default();
            reply.body = read.or_say(BODY, self.text(reply.status)).flatten();
        }
        reply
    }

    fn delay(&self) -> Result<u32, String> {
        let read = whole(&self.delay).filter(|it| *it <= MAX_DELAY);
        read.ok_or_else(|| {
            format!("The time is a whole number of milliseconds, from 0 to {MAX_DELAY}.")
        })
    }

    fn path(&self) -> Result<Option<String>, String> {
        match self.path.trim() {
            "" => Ok(None),
            path if path.starts_with(['/', '*']) => Ok(Some(path.to_owned())),
            _ => Err(
                "A path begins with a slash, such as /api/news. Leave it empty for any path."
                    .to_owned(),
            ),
        }
    }

    fn status(&self) -> Result<u16, String> {
        let read = whole(&self.status).and_then(|it| u16::try_from(it).ok());
        let read = read.filter(|it| (200..=599).contains(it));
        read.ok_or_else(|| "The status is a whole number from 200 to 599: those are what a server answers with in the end.".to_owned())
    }

    fn fields(&self) -> Result<BTreeMap<String, String>, String> {
        short(&self.headers)?;
        let fields = header_fields(&self.headers)?;
        match fields.values().find_map(|it| date_problem(it)) {
            Some(text) => Err(sentence(&text)),
            None => Ok(fields),
        }
    }

    fn text(&self, status: u16) -> Result<Option<String>, String> {
        short(&self.body)?;
        if BODILESS.contains(&status) && !self.body.is_empty() {
            return Err(format!(
                "An answer with status {status} has no body. Empty this field, or choose another status."
            ));
        }
        Ok((!self.body.is_empty()).then(|| self.body.clone()))
    }
}

/// Takes note of what cannot be read of one reply.
struct Reader<'a> {
    id: u32,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn or_say<T>(&mut self, name: &str, read: Result<T, String>) -> Option<T> {
        let place = || field(name, self.id as usize);
        read.map_err(|text| self.problems.push(problem(place(), text)))
            .ok()
    }
}

fn whole(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// The words of the judge to an author, as a sentence to a learner.
fn sentence(text: &str) -> String {
    text.replace('`', "") + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a plain reply after a change.
    fn wrong(change: impl FnOnce(&mut ReplyDraft)) -> Vec<(String, String)> {
        let (mut it, mut problems) = (ReplyDraft::new(3), Vec::new());
        change(&mut it);
        it.reply(&mut problems);
        problems.into_iter().map(|it| (it.field, it.text)).collect()
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let at = |found: Vec<(String, String)>, field: &str, words: &str| {
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(
                found[0].0 == field && found[0].1.contains(words),
                "{found:?}"
            );
        };
        for text in ["", "x", "-1", "1.5", "600001"] {
            at(
                wrong(|it| it.delay = text.into()),
                "delay-3",
                "whole number",
            );
        }
        for text in ["", "99", "199", "600", "70000", "2e2"] {
            at(
                wrong(|it| it.status = text.into()),
                "status-3",
                "200 to 599",
            );
        }
        at(
            wrong(|it| it.path = "api".into()),
            "path-3",
            "begins with a slash",
        );
        at(
            wrong(|it| it.headers = "a: b\nc".into()),
            "headers-3",
            "“c”",
        );
        at(
            wrong(|it| it.headers = "a: {date+2s}".into()),
            "headers-3",
            "{date+2000}",
        );
        at(
            wrong(|it| it.body = "é".repeat(10_001)),
            "body-3",
            "20000 bytes",
        );
        let bodiless = |it: &mut ReplyDraft| (it.status, it.body) = ("204".into(), "a".into());
        at(wrong(bodiless), "body-3", "204 has no body");
        assert_eq!(wrong(|it| it.status = " 404 ".into()), []);
    }

    #[test]
    fn what_is_not_shown_of_a_reply_is_not_wrong() {
        let mut hidden = ReplyDraft {
            ending: "silent".into(),
            delay: "x".into(),
            status: "x".into(),
            headers: "x".into(),
            ..ReplyDraft::new(3)
        };
        assert_eq!(wrong(|it| *it = hidden.clone()), []);
        hidden.ending = "fails".into();
        assert_eq!(wrong(|it| *it = hidden).len(), 1);
    }
}
