//! Has the code formatted, and says how that ended.

use leptos::{prelude::*, task::spawn_local};

use super::{record::MAX_CODE, state::Challenge, words};
use crate::browser::editor::{Formatted, Mark};

/// What formatting has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is under way.
    Busy,
    /// It came to an end, well or not.
    Ended {
        /// What a learner reads.
        text: String,
        /// The place that it is about.
        at: Option<(u32, u32)>,
        /// Whether it went well.
        good: bool,
    },
}

impl Challenge {
    /// Has the code formatted, unless that is under way.
    pub fn format(self) {
        if self.told.get_untracked() == Some(Told::Busy) {
            return;
        }
        let Some(editor) = self.editor.with_value(Clone::clone) else {
            return;
        };
        self.told.set(Some(Told::Busy));
        spawn_local(async move {
            let ended = editor.format().await;
            // The page may have been left in the meantime.
            if self.told.is_disposed() {
                return;
            }
            if let Formatted::Unreadable(mark) = &ended {
                editor.mark(std::slice::from_ref(mark));
            }
            if ended == Formatted::Done {
                self.save_now();
            }
            let told = tell(&ended);
            if let Told::Ended { text, .. } = &told {
                self.announcer.say(text.clone());
            }
            self.told.set(Some(told));
        });
    }
}

fn tell(ended: &Formatted) -> Told {
    let (text, at) = match ended {
        Formatted::Done => ("Formatted. Undo brings back how it was.".to_owned(), None),
        Formatted::Same => ("The code is formatted already.".to_owned(), None),
        Formatted::NotFetched => (
            "What formats the code could not be fetched: the server may be stopped, or the network is away. Your code is as it was. Try again later.".to_owned(),
            None,
        ),
        Formatted::TooLong => (
            format!("The code is too long to be formatted here: up to {MAX_CODE} bytes are."),
            None,
        ),
        Formatted::OtherLanguage => ("Only JavaScript and TypeScript are formatted here.".to_owned(), None),
        Formatted::Busy => ("The code changed meanwhile. Ask again when you have stopped typing.".to_owned(), None),
        Formatted::Unreadable(mark) => (unreadable(mark), Some((mark.line, mark.column))),
    };
    Told::Ended {
        text,
        at,
        good: matches!(ended, Formatted::Done | Formatted::Same),
    }
}

fn unreadable(mark: &Mark) -> String {
    format!(
        "The code cannot be formatted before this is mended, at {}: {}",
        words::place(mark.line, Some(mark.column)),
        mark.message
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let mark = Mark {
            line: 3,
            column: 7,
            message: "Unexpected token".into(),
        };
        let Told::Ended { text, at, good } = tell(&Formatted::Unreadable(mark)) else {
            panic!("it has ended");
        };
        assert!(
            text.contains("line 3, column 7: Unexpected token"),
            "{text}"
        );
        assert_eq!((at, good), (Some((3, 7)), false));
    }
}
