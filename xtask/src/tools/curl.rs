//! curl for the native tests, which run the examples of `/docs` with it: wherever it is, else from the distribution.

use super::debian;
use crate::step;

/// Makes sure of curl where it can be had. Where it cannot, that is said, and the test that needs it fails.
pub fn ensure() {
    if is_there() {
        return;
    }
    step::note("No curl was found.");
    let installed = debian::can_install() && debian::install(&["curl"]).is_ok();
    if !(installed && is_there()) {
        step::note(
            "The test of the examples in /docs needs curl: install it from your system's packages",
        );
    }
}

fn is_there() -> bool {
    which::which("curl").is_ok()
}
