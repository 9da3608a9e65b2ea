//! The page for every path that names none.

use leptos::prelude::*;

use super::set_title;
use crate::components::erase::Erase;

/// Says that there is no such page, and where to go.
pub fn page() -> AnyView {
    set_title("Not found · Roundtrip");
    view! {
        <div class="page narrow">
            <p class="eyebrow">"404 Not Found"</p>
            <h1>"There is no page at this address"</h1>
            <p>
                "The server was reached and understood the request: it just has nothing under this path. That is what the status code 404 says. "
                "Open the Network tab and reload, and you can see it arrive."
            </p>
            <p class="actions"><a class="button primary" href="/">"To the course"</a><a class="button" href="/glossary/">"To the glossary"</a></p>
        </div>
    }
    .fixed()
}
