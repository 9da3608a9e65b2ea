//! The frame around every page, and the router.

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    components::{icon::Icon, keys::KeySheet, theme::ThemeSwitch},
    pages::{GlossaryPage, HomePage, LessonPage, NotFoundPage, SettingsPage},
    state::{
        announce::{Announcer, LiveRegion},
        content::Content,
        progress::Progress,
        settings::Settings,
    },
};

/// The whole front end.
#[component]
pub fn Shell(
    /// The content at hand: what the page in the URL is rendered from.
    content: Content,
) -> impl IntoView {
    let announcer = Announcer::new();
    provide_context(content);
    provide_context(announcer);
    provide_context(Settings::new());
    provide_context(Progress::new());
    view! {
        <Router>
            <a class="skip" href="#main">"Skip to the text"</a>
            <PageHeader/>
            <main id="main" tabindex="-1">
                <p id="boot-failed" class="notice warn" hidden>
                    "The exercises of this page could not be loaded: the companion server may be stopped, or the network is away. The text stays readable. "
                    <a href="" rel="external">"Reload the page"</a>
                    " to try again."
                </p>
                <StorageNotice/>
                <FlatRoutes fallback=|| view! { <NotFoundPage/> }>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/learn/:id") view=LessonPage/>
                    <Route path=path!("/glossary") view=GlossaryPage/>
                    <Route path=path!("/settings") view=SettingsPage/>
                </FlatRoutes>
            </main>
            <footer class="page-footer">
                <p>"Roundtrip: learn how clients and servers talk by making them talk. No account, no tracking; what you do stays in this browser."</p>
            </footer>
            <LiveRegion announcer/>
        </Router>
    }
}

#[component]
fn PageHeader() -> impl IntoView {
    view! {
        <header class="page-header">
            <a class="brand" href="/">
                <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M6 12h18m-5-5 5 5-5 5M26 20H8m5-5-5 5 5 5"></path></svg>
                "Roundtrip"
            </a>
            <nav aria-label="Site">
                <a href="/">"Course"</a>
                <a href="/glossary/">"Glossary"</a>
                <a href="/settings/">"Settings"</a>
            </nav>
            <div class="page-tools"><ThemeSwitch/><KeySheet/></div>
        </header>
    }
}

/// Says what is wrong with the storage of progress, when something is.
#[component]
fn StorageNotice() -> impl IntoView {
    let progress = Progress::here();
    let problem = progress.problem();
    let damaged = progress.damaged();
    view! {
        {move || problem.get().map(|why| view! {
            <p class="notice warn" role="alert"><Icon name="info"/>{why}" You can go on; what you do here is gone when you close the page."</p>
        })}
        {move || {
            let count = damaged.with(Vec::len);
            (count > 0).then(|| view! {
                <p class="notice warn" role="alert">
                    {format!("{count} stored record{} could not be read. Nothing was deleted: it is set aside in this browser’s storage, and the activity starts afresh.", if count == 1 { "" } else { "s" })}
                </p>
            })
        }}
    }
}
