//! One live region for the whole page, so that screen readers hear verdicts and results.

use leptos::prelude::*;

/// Says things to screen readers.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// An announcer that has said nothing.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// The announcer of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Says a text, politely. The same text twice is said twice.
    pub fn say(self, text: impl Into<String>) {
        let mut text = text.into();
        if self.0.with_untracked(|last| *last == text) {
            text.push('\u{a0}');
        }
        self.0.set(text);
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The live region itself; the shell holds one.
#[component]
pub fn LiveRegion(
    /// Whose words it speaks.
    announcer: Announcer,
) -> impl IntoView {
    view! { <p class="visually-hidden" role="status" aria-live="polite">{move || announcer.0.get()}</p> }
}
