//! curl for the native tests, which run the examples of `/docs` with it: wherever it is, else from the distribution.

use super::debian;

/// Makes sure of curl where it can be had. Where it cannot, that is said, and the test that needs it fails.
pub fn ensure() {
    let advice =
        "The test of the examples in /docs needs curl: install it from your system's packages";
    debian::provide("curl", "curl", || which::which("curl").is_ok(), advice);
}
