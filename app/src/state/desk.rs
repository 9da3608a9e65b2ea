//! How the learner likes to write code: the size of its letters, and where the editor stands. Kept in `localStorage` as a
//! few words, which the inline script of every page puts on `<html data-desk>` before the first paint; the style sheet
//! does the rest. It is no part of the preferences, so that its code arrives with the editor.

use leptos::prelude::*;

use crate::browser::dom;

/// The key in `localStorage`. The inline script of every page reads it too.
const KEY: &str = "roundtrip.desk";
/// How much of the width the brief may take beside the editor, in hundredths.
pub const SHARES: std::ops::RangeInclusive<u8> = 30..=70;
/// The share moves in such steps: the style sheet has a rule for each.
pub const STEP: u8 = 5;

/// The size of the letters in the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Smaller than the page's own code.
    Small,
    /// As the page's own code.
    #[default]
    Normal,
    /// A sixth larger.
    Large,
    /// Half as large again.
    Huge,
}

impl Size {
    /// From small to large.
    pub const ALL: [Self; 4] = [Self::Small, Self::Normal, Self::Large, Self::Huge];

    /// The word on `<html>`.
    fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }

    /// What a learner reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "Small",
            Self::Normal => "Normal",
            Self::Large => "Large",
            Self::Huge => "Very large",
        }
    }

    /// The next larger or smaller one, where there is one.
    pub fn beside(self, larger: bool) -> Option<Self> {
        let at = Self::ALL.iter().position(|it| *it == self)?;
        let next = if larger {
            at.checked_add(1)
        } else {
            at.checked_sub(1)
        };
        Self::ALL.get(next?).copied()
    }
}

/// How the learner likes to write code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desk {
    /// True: the brief, the editor and the report stand below one another, however wide the window is.
    pub stacked: bool,
    /// The size of the letters.
    pub size: Size,
    /// How much of the width the brief takes beside the editor, in hundredths; a multiple of [`STEP`] in [`SHARES`].
    pub share: u8,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            stacked: false,
            size: Size::default(),
            share: 45,
        }
    }
}

impl Desk {
    /// Reads words; those that are none of ours are passed over.
    pub fn parse(words: &str) -> Self {
        let mut desk = Self::default();
        for word in words.split(' ') {
            if let Some(size) = Size::ALL.into_iter().find(|it| it.word() == word) {
                desk.size = size;
            }
            desk.stacked |= word == "stacked";
            let share = word.strip_prefix("share-").and_then(|it| it.parse().ok());
            desk = desk.shared(share.unwrap_or(desk.share));
        }
        desk
    }

    /// The words.
    pub fn words(self) -> String {
        let layout = if self.stacked { "stacked" } else { "side" };
        format!("{layout} {} share-{}", self.size.word(), self.share)
    }

    /// The same with another share, as near as is allowed.
    pub fn shared(self, share: u8) -> Self {
        let share = share.clamp(*SHARES.start(), *SHARES.end());
        Self {
            share: (share + STEP / 2) / STEP * STEP,
            ..self
        }
    }
}

/// The desk that is in force, and how to change it.
#[derive(Clone, Copy)]
pub struct DeskSettings(RwSignal<Desk>);

thread_local! {
    /// One for all editors of the page, wherever their code came from.
    static SHARED: ArcRwSignal<Desk> = ArcRwSignal::new(Desk::default());
}

impl DeskSettings {
    /// The page's desk. What was kept is known once the page is live.
    pub fn here() -> Self {
        let settings = Self(SHARED.with(|it| RwSignal::from(it.clone())));
        Effect::new(move |_| {
            let kept = dom::local_storage().and_then(|it| it.get_item(KEY).ok().flatten());
            if let Some(words) = kept {
                settings.0.set(Desk::parse(&words));
            }
        });
        settings
    }

    /// What is in force.
    pub fn get(self) -> Desk {
        self.0.get()
    }

    /// What is in force, for event handlers.
    pub fn now(self) -> Desk {
        self.0.get_untracked()
    }

    /// Changes, applies and keeps it.
    pub fn set(self, desk: Desk) {
        if desk == self.now() {
            return;
        }
        self.0.set(desk);
        dom::root_attribute("data-desk", Some(&desk.words()));
        if let Some(it) = dom::local_storage() {
            // A browser that refuses to store keeps it for this page at least.
            let _ = it.set_item(KEY, &desk.words());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_as_they_were_meant() {
        for size in Size::ALL {
            for stacked in [false, true] {
                let desk = Desk {
                    stacked,
                    size,
                    share: 60,
                };
                assert_eq!(Desk::parse(&desk.words()), desk);
            }
        }
    }

    #[test]
    fn words_that_are_not_ours_leave_what_is_usual() {
        for words in [
            "",
            "  ",
            "gigantic share-x",
            "share-999",
            "share--5",
            "STACKED",
        ] {
            assert_eq!(Desk::parse(words), Desk::default(), "{words}");
        }
    }

    #[test]
    fn a_share_is_one_that_the_style_sheet_knows() {
        for share in 0..=u8::MAX {
            let desk = Desk::default().shared(share);
            assert!(SHARES.contains(&desk.share) && desk.share % STEP == 0);
        }
        assert_eq!(Desk::parse("share-53").share, 55);
    }

    #[test]
    fn sizes_end_at_both_ends() {
        assert_eq!(Size::Small.beside(false), None);
        assert_eq!(Size::Huge.beside(true), None);
        assert_eq!(Size::Normal.beside(true), Some(Size::Large));
    }
}
