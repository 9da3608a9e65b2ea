//! The workshop of a challenge: what was tried before, and code that is shared in a link.
//!
//! # Layout
//! - [`list`]: the attempts. [`diff`]: one beside the code of now.
//! - [`share`](mod@share): a link to the code, and code that came in one. [`link`]: the form that it has there.

mod diff;
mod link;
mod list;
mod share;

use leptos::prelude::*;

use super::challenge::Challenge;

/// The attempts of the challenge around this.
pub fn list() -> AnyView {
    within(list::list)
}

/// The making of a link to the code of the challenge around this.
pub fn share() -> AnyView {
    within(share::share)
}

/// The code that came in a link to the challenge around this; `text` is what followed its name in the fragment.
pub fn shared(text: &str) -> AnyView {
    within(|challenge| share::shared(challenge, text))
}

/// A view of the challenge around it; nothing where there is none.
fn within(view: impl FnOnce(Challenge) -> AnyView) -> AnyView {
    use_context::<Challenge>().map_or_else(|| ().into_any(), view)
}
