//! The lines that go to the agent and come from it. JSON arrays that open with a word; see `app/sandbox/agent.js`.

use serde_json::{Value as Json, json};

use super::{
    client::{Record, read_record},
    parts::{number, request, texts},
    value::{NotAValue, Value},
};
use crate::observe::RequestSpec;

/// The longest line that is read, in bytes.
pub const MAX_LINE: usize = 128 * 1024;

/// All that is read of one run, in bytes.
pub const MAX_TOTAL: usize = 4 * 1024 * 1024;

/// A line from the agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The agent is there. Globals that it could not take away are named.
    Ready(Vec<String>),
    /// The learner's code was loaded and has the entry.
    Loaded(Logs),
    /// The learner's code could not be loaded.
    LoadError {
        /// What was thrown.
        thrown: Value,
        /// Line and column of a syntax error, from 1; zeros where the engine does not say.
        at: (u32, u32),
        /// What was logged before.
        logs: Logs,
    },
    /// There is no entry of that name.
    NoEntry {
        /// What the name stands for instead.
        found: Value,
        /// Names of functions that the code did define.
        defined: Vec<String>,
        /// What was logged before.
        logs: Logs,
    },
    /// Observations, in order.
    Seen(Vec<Observation>),
    /// Console lines ahead of their observation.
    Log(Vec<RawLog>),
    /// The last observation was sent.
    End,
    /// A snippet wants a request sent.
    Fetch {
        /// The number that the answer must carry.
        id: u64,
        /// What to send.
        request: RequestSpec,
    },
    /// A snippet has ended.
    Done(Observation),
    /// The answer to a ping.
    Pong,
}

/// Console lines of a stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Logs {
    /// The lines that were kept.
    pub lines: Vec<RawLog>,
    /// How many were not.
    pub dropped: u32,
}

/// A call of a console function: its level and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct RawLog {
    /// `log`, `warn`, …
    pub level: String,
    /// The arguments.
    pub values: Vec<Value>,
}

/// What became of one call.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Which call, counted over all cases.
    pub index: usize,
    /// How the call ended.
    pub kind: Kind,
    /// What it returned or threw.
    pub value: Value,
    /// How long it took, in milliseconds.
    pub ms: f64,
    /// What it logged.
    pub logs: Logs,
    /// What it sent, where it is a client.
    pub record: Option<Record>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It returned.
    Return,
    /// It threw.
    Throw,
    /// It returned a promise, which was fulfilled.
    Resolve,
    /// It returned a promise, which was rejected.
    Reject,
    /// It waits, and nothing is left that could happen.
    Idle,
    /// It is still waiting when its virtual time is up.
    Late,
    /// It sent too many requests.
    Requests,
    /// It set too many timers.
    Timers,
}

impl Kind {
    /// Whether the value is what was thrown.
    pub fn threw(self) -> bool {
        matches!(self, Self::Throw | Self::Reject)
    }
}

/// The line that starts the grading of `cases`, each a list of calls: the request as the function is given it, and what
/// the clock says. `world`: the function is given a store and a clock, too.
pub fn grade_line(
    source: &str,
    entry: &str,
    asynchronous: bool,
    cases: &[Vec<(Json, u32)>],
    world: bool,
) -> String {
    json!(["grade", source, entry, asynchronous, cases, world]).to_string()
}

/// The line that starts the playing of client-side `cases`, each with the arguments and the replies of the server.
pub fn client_line(source: &str, entry: &str, cases: &[(&[Json], Vec<Json>)]) -> String {
    json!(["client", source, entry, cases]).to_string()
}

/// The line that starts a snippet.
pub fn snippet_line(source: &str) -> String {
    json!(["snippet", source]).to_string()
}

/// The line that asks whether the worker still listens.
pub fn ping_line() -> String {
    json!(["ping"]).to_string()
}

/// Reads one line.
///
/// # Errors
/// [`NotAValue`] for anything that the agent does not send.
pub fn read(line: &str) -> Result<Line, NotAValue> {
    let json: Json = serde_json::from_str(line).map_err(|_| NotAValue)?;
    let (word, rest) = json
        .as_array()
        .and_then(|it| it.split_first())
        .ok_or(NotAValue)?;
    Ok(match (word.as_str().ok_or(NotAValue)?, rest) {
        ("ready", [names]) => Line::Ready(texts(names)?),
        ("loaded", [lines, dropped]) => Line::Loaded(logs(lines, dropped)?),
        ("load-error", [thrown, line, column, lines, dropped]) => Line::LoadError {
            thrown: Value::read(thrown)?,
            at: (number(line)?, number(column)?),
            logs: logs(lines, dropped)?,
        },
        ("no-entry", [found, defined, lines, dropped]) => Line::NoEntry {
            found: Value::read(found)?,
            defined: texts(defined)?,
            logs: logs(lines, dropped)?,
        },
        ("seen", seen) => Line::Seen(seen.iter().map(observation).collect::<Result<_, _>>()?),
        ("log", lines) => Line::Log(lines.iter().map(raw_log).collect::<Result<_, _>>()?),
        ("end", []) => Line::End,
        ("pong", []) => Line::Pong,
        ("fetch", [id, method, url, headers, body]) => Line::Fetch {
            id: id.as_u64().ok_or(NotAValue)?,
            request: request(method, url, headers, body)?,
        },
        ("done", [kind, value, ms, dropped]) => Line::Done(Observation {
            index: 0,
            kind: read_kind(kind)?,
            value: Value::read(value)?,
            ms: ms.as_f64().ok_or(NotAValue)?,
            logs: Logs {
                lines: Vec::new(),
                dropped: number(dropped)?,
            },
            record: None,
        }),
        _ => return Err(NotAValue),
    })
}

fn observation(json: &Json) -> Result<Observation, NotAValue> {
    let Some([index, kind, value, ms, lines, dropped, more @ ..]) =
        json.as_array().map(Vec::as_slice)
    else {
        return Err(NotAValue);
    };
    let record = match more {
        [] => None,
        [took, requests] => Some(read_record(took, requests)?),
        _ => return Err(NotAValue),
    };
    Ok(Observation {
        index: number(index)? as usize,
        kind: read_kind(kind)?,
        value: Value::read(value)?,
        ms: ms.as_f64().filter(|it| *it >= 0.0).ok_or(NotAValue)?,
        logs: logs(lines, dropped)?,
        record,
    })
}

fn read_kind(json: &Json) -> Result<Kind, NotAValue> {
    Ok(match json.as_str() {
        Some("return") => Kind::Return,
        Some("throw") => Kind::Throw,
        Some("resolve") => Kind::Resolve,
        Some("reject") => Kind::Reject,
        Some("idle") => Kind::Idle,
        Some("late") => Kind::Late,
        Some("requests") => Kind::Requests,
        Some("timers") => Kind::Timers,
        _ => return Err(NotAValue),
    })
}

fn logs(lines: &Json, dropped: &Json) -> Result<Logs, NotAValue> {
    let lines = lines.as_array().ok_or(NotAValue)?;
    Ok(Logs {
        lines: lines.iter().map(raw_log).collect::<Result<_, _>>()?,
        dropped: number(dropped)?,
    })
}

fn raw_log(json: &Json) -> Result<RawLog, NotAValue> {
    let (level, values) = json
        .as_array()
        .and_then(|it| it.split_first())
        .ok_or(NotAValue)?;
    Ok(RawLog {
        level: level.as_str().ok_or(NotAValue)?.to_owned(),
        values: values.iter().map(Value::read).collect::<Result<_, _>>()?,
    })
}
