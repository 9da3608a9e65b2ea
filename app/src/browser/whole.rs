//! Lays out a long page piece by piece. The style sheet leaves the blocks below the window out of the first layout
//! (`content-visibility`), for all of them at once hold up what the reader does first. Their heights are guesses until
//! they are laid out, so it is done soon, and places in the page can be trusted afterwards.

use super::{dom, form, timer};

/// Lays out every block, each in a task of its own, and then lets the page be as it is. Nothing to do where the page
/// was laid out at once, for somebody who came to a place in it.
pub async fn lay_out() {
    let root = dom::root().filter(|it| !it.has_attribute(WHOLE));
    if let Some(root) = root {
        for block in form::parts(&root, ".lesson-body > .slot") {
            timer::turn().await;
            // An attribute whose name is right can be set.
            let _ = block.set_attribute(WHOLE, "");
        }
    }
    dom::root_attribute(WHOLE, Some(""));
}

/// On a block: it is laid out. On the root: all are.
const WHOLE: &str = "data-whole";
