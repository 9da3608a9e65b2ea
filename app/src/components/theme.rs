//! The theme switch in the header: system, light, dark, in turn.

use leptos::prelude::*;

use super::icon::Icon;
use crate::state::{
    announce::Announcer,
    settings::{Preferences, Settings, Theme},
};

/// A button that names the theme in force and moves to the next.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let settings = Settings::here();
    let announcer = Announcer::here();
    let turn = move |_| {
        let preferences = settings.get();
        let (theme, name) = match preferences.theme {
            Theme::Auto => (Theme::Light, "light"),
            Theme::Light => (Theme::Dark, "dark"),
            Theme::Dark => (Theme::Auto, "as the system says"),
        };
        settings.set(Preferences {
            theme,
            ..preferences
        });
        announcer.say(format!("Theme: {name}"));
    };
    let label = move || match settings.get().theme {
        Theme::Auto => "Theme: as the system says. Change to light",
        Theme::Light => "Theme: light. Change to dark",
        Theme::Dark => "Theme: dark. Change to the system's",
    };
    let icon = move || match settings.get().theme {
        Theme::Auto => view! { <Icon name="auto"/> },
        Theme::Light => view! { <Icon name="sun"/> },
        Theme::Dark => view! { <Icon name="moon"/> },
    };
    view! { <button type="button" class="button quiet icon-button" aria-label=label title=label on:click=turn>{icon}</button> }
}
