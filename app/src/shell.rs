//! The frame around every page, and the choice of the page.

use leptos::prelude::*;

use crate::{
    browser::navigation,
    components::{
        exchange_bar::ExchangeBar,
        icon::Icon,
        keys::{KeyButton, KeysWanted},
        lazy::Part,
        slot::{Again, Slot, When},
        theme::ThemeSwitch,
    },
    pages::{Route, page},
    state::{
        announce::{Announcer, LiveRegion},
        content::Content,
        exchanges::Exchanges,
        progress::Progress,
        settings::Settings,
    },
};

/// The whole front end.
#[component]
pub fn Shell(
    /// The content at hand: what the page in the URL is rendered from.
    content: Content,
    /// The page to begin with.
    route: Route,
) -> impl IntoView {
    let route = RwSignal::new(route);
    Effect::new(move |_| navigation::follow(route));
    let announcer = Announcer::new();
    provide_context(content);
    provide_context(announcer);
    provide_context(Exchanges::new());
    provide_context(Settings::new());
    provide_context(Progress::new());
    provide_context(Again::default());
    let wanted = KeysWanted::listening();
    provide_context(wanted);
    view! {
            <a class="skip" href="#main">"Skip to the text"</a>
            <PageHeader route wanted/>
            <main id="main" tabindex="-1">
                <p id="boot-failed" class="notice warn" hidden>
                    "The exercises of this page could not be loaded: the companion server may be stopped, or the network is away. The text stays readable. "
                    <a href="" rel="external">"Reload the page"</a>
                    " to try again."
                </p>
                <StorageNotice/>
                <div id="keys"><Slot part=Part::Keys json="" when=When::Wanted(wanted.get())/></div>
                {move || page(route.get())}
            </main>
            <footer class="page-footer">
                <p>"Roundtrip: learn how clients and servers talk by making them talk. No account, no tracking; what you do stays in this browser."</p>
            </footer>
            <LiveRegion announcer/>
            <ExchangeBar/>
    }
}

#[component]
fn PageHeader(route: RwSignal<Route>, wanted: KeysWanted) -> impl IntoView {
    let link = move |to: Route, label: &'static str| {
        let href = to.path();
        let current = move || (route.get() == to).then_some("page");
        view! { <a href=href aria-current=current>{label}</a> }
    };
    view! {
        <header class="page-header">
            <a class="brand" href="/">
                <svg viewBox="0 0 32 32" aria-hidden="true"><path d="M6 12h18m-5-5 5 5-5 5M26 20H8m5-5-5 5 5 5"></path></svg>
                "Roundtrip"
            </a>
            <nav aria-label="Site">
                {link(Route::Home, "Course")}{link(Route::Challenges, "Challenges")}{link(Route::Glossary, "Glossary")}{link(Route::Settings, "Settings")}
            </nav>
            <div class="page-tools"><ThemeSwitch/><KeyButton wanted/></div>
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
