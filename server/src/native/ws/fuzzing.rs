//! For the fuzzer: whatever a client says on a socket, it is understood, or told briefly what is wrong with it.

use axum::extract::ws::Message;

use super::{close::Close, lesson::said::Said};

/// The longest explanation, in characters: it must fit into a line or two of a terminal.
const MAX_EXPLANATION: usize = 400;

/// A message of text.
pub(crate) fn talk(input: &[u8]) {
    // What is no UTF-8 never gets here: it closes the socket with 1007.
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    if let Some(close) = Close::asked_for(text) {
        can_be_sent(&close);
    }
    match Said::parse(text) {
        Ok(Said::Close { code, reason }) => can_be_sent(&Close::with(code, &reason)),
        Ok(_) => {}
        Err(why) => assert!(why.chars().count() < MAX_EXPLANATION, "{why}"),
    }
}

fn can_be_sent(close: &Close) {
    if let Close::Frame(Message::Close(Some(frame))) = close {
        let reserved = matches!(frame.code, ..1000 | 1004..=1006 | 1015..3000 | 5000..);
        assert!(!reserved, "{} may not be sent", frame.code);
        assert!(frame.reason.len() <= 123, "the frame has no room for that");
    }
}
