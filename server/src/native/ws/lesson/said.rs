//! What the two sides of `/api/ws` say to each other: one JSON object a message, whose `type` says what it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{api::echo::JsonFault, course::events::Event, problem::shorten};

/// What a client says.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub(in crate::native::ws) enum Said {
    /// To be said back.
    Echo { data: Value },
    /// To be told what is new, after the event of this id.
    Subscribe {
        #[serde(default)]
        after: u64,
    },
    /// To be told nothing more.
    Unsubscribe {},
    /// To be pinged: what a page's script can neither do nor see.
    Ping {},
    /// To be closed.
    Close {
        #[serde(default = "normal")]
        code: u16,
        #[serde(default)]
        reason: String,
    },
}

/// RFC 6455, section 7.4.1: the purpose is fulfilled.
fn normal() -> u16 {
    1000
}

impl Said {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong with it, and how to mend it.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| {
            if error.is_data() {
                let why = shorten(&error.to_string());
                return format!("This is JSON, but nothing that is understood here: {why}.");
            }
            let fault = JsonFault::explain(text, &error);
            let (line, column) = (fault.line, fault.column);
            format!(
                "This is no JSON: line {line}, column {column}: {}",
                fault.reason
            )
        })
    }
}

/// What the server says.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Told<'a> {
    /// The first message, with what is allowed.
    Welcome {
        max_bytes: usize,
        messages_per_second: u32,
        idle_seconds: u64,
    },
    Echo {
        data: &'a Value,
    },
    Subscribed {
        after: u64,
    },
    Unsubscribed {},
    Event {
        event: &'a Event,
    },
    /// The ping was answered after so many milliseconds.
    Pong {
        ms: f64,
    },
    /// What the client said makes no sense. The conversation goes on.
    Problem {
        detail: String,
    },
}

/// A message of the server, as it is sent.
#[derive(Serialize)]
pub(super) struct Numbered<'a> {
    /// Counted from 1, in this conversation.
    pub seq: u64,
    /// RFC 3339, in UTC, to the millisecond.
    pub time: String,
    #[serde(flatten)]
    pub told: &'a Told<'a>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_says_what_it_is() {
        for (text, said) in [
            (
                r#"{"type":"echo","data":[1]}"#,
                Said::Echo { data: json!([1]) },
            ),
            (r#"{"type":"subscribe"}"#, Said::Subscribe { after: 0 }),
            (
                r#"{"after":7,"type":"subscribe"}"#,
                Said::Subscribe { after: 7 },
            ),
            (r#"{"type":"unsubscribe"}"#, Said::Unsubscribe {}),
            (r#"{"type":"ping"}"#, Said::Ping {}),
            (
                r#"{"type":"close","code":4000,"reason":"bye"}"#,
                Said::Close {
                    code: 4000,
                    reason: "bye".to_owned(),
                },
            ),
        ] {
            assert_eq!(Said::parse(text), Ok(said), "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_explained() {
        for (text, words) in [
            ("", "nothing here"),
            ("hello", "line 1, column 1"),
            (r#"{"type":"echo",}"#, "line 1, column 16"),
            (r#"{"type":"shout"}"#, "shout"),
            (r#"{"type":"echo"}"#, "data"),
            (r#"{"type":"ping","x":1}"#, "x"),
            (r#"{"type":"subscribe","after":-1}"#, "-1"),
            ("[]", "understood"),
        ] {
            let why = Said::parse(text).unwrap_err();
            assert!(why.contains(words), "{text}: {why}");
        }
    }

    proptest! {
        #[test]
        fn any_message_is_read_or_explained(text in "\\PC*|\\{\"type\":\"(echo|close|ping)\"(,\"(data|code|after)\":[0-9\\[{\"]{0,9})?\\}?") {
            if let Err(why) = Said::parse(&text) {
                prop_assert!(why.chars().count() < 400, "{}", why);
            }
        }
    }
}
