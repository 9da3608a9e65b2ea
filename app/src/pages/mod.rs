//! The pages: what each needs before it can be rendered, and its title.

pub(crate) mod challenge;
pub(crate) mod challenges;
pub(crate) mod glossary;
pub(crate) mod home;
pub(crate) mod lesson;
mod not_found;
pub(crate) mod settings;

pub use not_found::page as not_found;

use leptos::prelude::*;

use crate::{
    browser::dom,
    components::{
        erase::Erase,
        lazy::Part,
        slot::{Slot, When},
    },
    state::progress::Progress,
};

/// A page, by its URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The course map.
    Home,
    /// A lesson, by id.
    Lesson(String),
    /// Every challenge.
    Challenges,
    /// A challenge on a page of its own, by id.
    Challenge(String),
    /// Every term.
    Glossary,
    /// Preferences and progress.
    Settings,
    /// Any other path.
    NotFound,
}

impl Route {
    /// The page at a path, with or without a trailing slash.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter(|it| !it.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("learn"), Some(id), None) => Self::Lesson(id.to_owned()),
            (Some("challenges"), None, _) => Self::Challenges,
            (Some("challenges"), Some(id), None) => Self::Challenge(id.to_owned()),
            (Some("glossary"), None, _) => Self::Glossary,
            (Some("settings"), None, _) => Self::Settings,
            _ => Self::NotFound,
        }
    }

    /// The path at which the page stands.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".into(),
            Self::Lesson(id) => format!("/learn/{id}/"),
            Self::Challenges => "/challenges/".into(),
            Self::Challenge(id) => format!("/challenges/{id}/"),
            Self::Glossary => "/glossary/".into(),
            Self::Settings => "/settings/".into(),
            Self::NotFound => "/404".into(),
        }
    }

    /// The paths of the content that the page is rendered from.
    pub fn content(&self) -> Vec<String> {
        match self {
            Self::Home => vec![COURSE.into()],
            Self::Lesson(id) => vec![lesson_content(id)],
            Self::Challenges => vec![CHALLENGES.into()],
            Self::Challenge(id) => vec![challenge_content(id)],
            Self::Glossary => vec![GLOSSARY.into()],
            Self::Settings | Self::NotFound => vec![],
        }
    }
}

/// The page itself.
pub fn page(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <Slot part=Part::Home json="" when=When::Soon/> }.fixed(),
        Route::Lesson(id) => view! { <Slot part=Part::Lesson json=id when=When::Soon/> }.fixed(),
        Route::Challenges => {
            view! { <Slot part=Part::Challenges json="" when=When::Soon/> }.fixed()
        }
        Route::Challenge(id) => {
            view! { <Slot part=Part::ChallengePage json=id when=When::Soon/> }.fixed()
        }
        Route::Glossary => view! { <Slot part=Part::Glossary json="" when=When::Soon/> }.fixed(),
        Route::Settings => view! { <Slot part=Part::Settings json="" when=When::Soon/> }.fixed(),
        Route::NotFound => not_found::page(),
    }
}

/// Where the course map is.
const COURSE: &str = "/content/course.json";
/// Where the list of challenges is.
const CHALLENGES: &str = "/content/challenges.json";
/// Where the glossary is.
const GLOSSARY: &str = "/content/glossary.json";

fn lesson_content(id: &str) -> String {
    format!("/content/lessons/{id}.json")
}

fn challenge_content(id: &str) -> String {
    format!("/content/briefs/{id}.json")
}

/// How many of these activities are done. None, as the HTML says, until the page is live: its code may arrive later than
/// what was stored.
fn done(activities: Vec<String>) -> impl Fn() -> usize + Send + 'static {
    let progress = Progress::here();
    let live = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    move || {
        if live.get() {
            progress.count(&activities)
        } else {
            0
        }
    }
}

/// Puts a page's title into the document, once the page is live.
fn set_title(title: impl Into<String>) {
    let title = title.into();
    Effect::new(move |_| {
        if let Some(document) = dom::document() {
            document.set_title(&title);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_path_with_and_without_the_slash() {
        for route in [
            Route::Home,
            Route::Lesson("a-b".into()),
            Route::Challenges,
            Route::Challenge("a-b".into()),
            Route::Glossary,
            Route::Settings,
            Route::NotFound,
        ] {
            assert_eq!(Route::of(&route.path()), route);
            assert_eq!(Route::of(route.path().trim_end_matches('/')), route);
        }
        assert_eq!(Route::of("/learn"), Route::NotFound);
        assert_eq!(Route::of("/learn/a/b"), Route::NotFound);
    }
}
