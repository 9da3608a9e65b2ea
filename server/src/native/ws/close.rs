//! How a socket is closed: with which code and reason (RFC 6455, section 7.4).

use axum::extract::ws::{CloseFrame, Message};

/// Why a code is [`Close::Impossible`].
pub(super) const IMPOSSIBLE: &str =
    "This code may not be sent: it is not from 1000 to 1003, 1007 to 1014, or 3000 to 4999.";

/// The longest reason, in bytes: the frame has room for no more.
const MAX_REASON: usize = 123;

/// What a client asked for with a message such as `close 4000 bye`.
#[derive(Debug, PartialEq)]
pub(super) enum Close {
    /// A closing frame; without a code, the client's code is 1005.
    Frame(Message),
    /// None: the client's code is 1006.
    BreakOff,
    /// A code that may not be sent.
    Impossible,
}

impl Close {
    /// Reads a message; `None` where it is another one.
    pub fn asked_for(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("close")?;
        if rest.trim().is_empty() {
            return Some(Self::Frame(Message::Close(None)));
        }
        let (code, reason) = rest
            .strip_prefix(' ')?
            .split_once(' ')
            .unwrap_or((rest.trim(), ""));
        Some(Self::with(code.parse().ok()?, reason))
    }

    /// Closing with this code, where that can be.
    pub fn with(code: u16, reason: &str) -> Self {
        match code {
            1005 => Self::Frame(Message::Close(None)),
            1006 => Self::BreakOff,
            1000..=1003 | 1007..=1014 | 3000..=4999 => Self::Frame(frame(code, reason)),
            _ => Self::Impossible,
        }
    }
}

/// A closing frame.
pub(super) fn frame(code: u16, reason: &str) -> Message {
    let reason = &reason[..reason.floor_char_boundary(MAX_REASON)];
    Message::Close(Some(CloseFrame {
        code,
        reason: reason.into(),
    }))
}

/// The closing frame for what broke the protocol.
pub(super) fn after(error: axum::Error) -> Message {
    match error.into_inner().downcast_ref() {
        Some(tungstenite::Error::Capacity(_)) => frame(1009, "the message is too long"),
        Some(tungstenite::Error::Utf8(_)) => frame(1007, "the text is not UTF-8"),
        _ => frame(1002, "this is not the WebSocket protocol"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_message_says_code_and_reason() {
        assert_eq!(
            Close::asked_for("close 4000 bye now"),
            Some(Close::Frame(frame(4000, "bye now")))
        );
        assert_eq!(
            Close::asked_for("close 1001"),
            Some(Close::Frame(frame(1001, "")))
        );
        assert_eq!(
            Close::asked_for("close"),
            Some(Close::Frame(Message::Close(None)))
        );
        assert_eq!(Close::asked_for("close 1006"), Some(Close::BreakOff));
        for code in [0, 999, 1004, 1015, 1016, 2999, 5000] {
            assert_eq!(
                Close::asked_for(&format!("close {code}")),
                Some(Close::Impossible),
                "{code}"
            );
        }
        for text in ["", "closed", "close me", "Close 1000", "close 99999999"] {
            assert_eq!(Close::asked_for(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_message_is_read_and_the_reason_fits(text in "\\PC*|close [0-9]{1,5} \\PC{0,200}") {
            if let Some(Close::Frame(Message::Close(Some(frame)))) = Close::asked_for(&text) {
                prop_assert!(frame.reason.len() <= MAX_REASON);
            }
        }
    }
}
