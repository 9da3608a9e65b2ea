//! What the learner prefers. Kept in `localStorage`, because the first paint already needs it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser::dom;

/// The key in `localStorage`. The inline script of every page reads it too.
const KEY: &str = "roundtrip.settings";

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether things move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// As the system says.
    #[default]
    Auto,
    /// As little as possible.
    Reduced,
}

/// The preferences as they are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The colours.
    pub theme: Theme,
    /// The motion.
    pub motion: Motion,
}

/// The preferences in force, and how to change them.
#[derive(Clone, Copy)]
pub struct Settings(RwSignal<Preferences>);

impl Settings {
    /// The defaults; what was stored is read once the page is live.
    pub fn new() -> Self {
        let settings = Self(RwSignal::new(Preferences::default()));
        Effect::new(move |_| {
            if let Some(stored) = read() {
                settings.0.set(stored);
            }
        });
        settings
    }

    /// The page's settings.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// What is in force.
    pub fn get(self) -> Preferences {
        self.0.get()
    }

    /// Whether motion is unwelcome, by this setting or the system's. For event handlers.
    pub fn calm(self) -> bool {
        self.0.get_untracked().motion == Motion::Reduced
            || dom::window()
                .and_then(|it| {
                    it.match_media("(prefers-reduced-motion: reduce)")
                        .ok()
                        .flatten()
                })
                .is_some_and(|it| it.matches())
    }

    /// Changes, applies and stores the preferences.
    pub fn set(self, preferences: Preferences) {
        self.0.set(preferences);
        let Preferences { theme, motion } = preferences;
        let theme = match theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        dom::root_attribute("data-theme", theme);
        dom::root_attribute(
            "data-motion",
            (motion == Motion::Reduced).then_some("reduced"),
        );
        if let (Some(storage), Ok(text)) =
            (dom::local_storage(), serde_json::to_string(&preferences))
        {
            // A browser that refuses to store keeps the preference for this page at least.
            let _ = storage.set_item(KEY, &text);
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

fn read() -> Option<Preferences> {
    let text = dom::local_storage()?.get_item(KEY).ok()??;
    serde_json::from_str(&text).ok()
}
