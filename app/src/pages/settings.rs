//! Preferences, and the learner's progress: export, import, reset.

mod writing;

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::set_title;
use crate::{
    browser::dom,
    components::erase::Erase,
    state::{
        announce::Announcer,
        progress::{IMPORT_LIMIT, ImportError, Progress, Snapshot},
        settings::{Motion, Preferences, Settings, Theme},
    },
};

/// What the last action did: the words, whether it went well, and what undoes it.
#[derive(Clone)]
struct Outcome {
    words: String,
    good: bool,
    undo: Option<Snapshot>,
}

/// The settings page.
pub fn page() -> AnyView {
    set_title("Settings · Roundtrip");
    view! {
        <div class="page narrow settings">
            <h1>"Settings"</h1>
            <Appearance/>
            {writing::writing()}
            <YourProgress/>
        </div>
    }
    .fixed()
}

#[component]
fn Appearance() -> impl IntoView {
    let settings = Settings::here();
    let theme = move |value: Theme, label: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="theme" prop:checked=move || settings.get().theme == value
                    on:change=move |_| settings.set(Preferences { theme: value, ..settings.get() })/>
                <span>{label}</span>
            </label>
        }
    };
    let motion = move |value: Motion, label: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="motion" prop:checked=move || settings.get().motion == value
                    on:change=move |_| settings.set(Preferences { motion: value, ..settings.get() })/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <h2>"Appearance"</h2>
        <fieldset class="choices"><legend>"Theme"</legend>
            {theme(Theme::Auto, "As the system says")}{theme(Theme::Light, "Light")}{theme(Theme::Dark, "Dark")}
        </fieldset>
        <fieldset class="choices"><legend>"Motion"</legend>
            {motion(Motion::Auto, "As the system says")}{motion(Motion::Reduced, "As little as possible")}
        </fieldset>
    }
}

#[component]
fn YourProgress() -> impl IntoView {
    let progress = Progress::here();
    let announcer = Announcer::here();
    let outcome = RwSignal::new(None::<Outcome>);
    let confirming = RwSignal::new(false);
    let tell = move |words: String, good: bool, undo: Option<Snapshot>| {
        announcer.say(words.clone());
        outcome.set(Some(Outcome { words, good, undo }));
    };
    let export = move |_| match dom::download(
        "roundtrip-progress.json",
        "application/json",
        &progress.export(),
    ) {
        Ok(()) => tell(
            "Your progress was saved as roundtrip-progress.json.".into(),
            true,
            None,
        ),
        Err(_) => tell(
            "The browser did not allow the download.".into(),
            false,
            None,
        ),
    };
    let import = move |event: web_sys::Event| {
        let Some(input) = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|it| it.get(0)) else {
            return;
        };
        spawn_local(async move {
            match read(&file)
                .await
                .and_then(|text| progress.import(&text).map_err(|it| it.to_string()))
            {
                Ok(undo) => tell(
                    format!("Imported {}.", activities(untrack(|| progress.len()))),
                    true,
                    Some(undo),
                ),
                Err(why) => tell(format!("{why} Nothing was changed."), false, None),
            }
            // So that the same file can be chosen again.
            input.set_value("");
        });
    };
    let reset = move |_| {
        confirming.set(false);
        tell(
            "All progress in this browser was deleted.".into(),
            true,
            Some(progress.reset()),
        );
    };
    let undo = move |snapshot: Snapshot| {
        progress.put_back(snapshot);
        tell(
            "Undone: your progress is as it was before.".into(),
            true,
            None,
        );
    };
    view! {
        <h2>"Your progress"</h2>
        <p>
            "It is kept in this browser and nowhere else. "
            <span data-kept=move || progress.len().to_string()>
                {move || if progress.ready() { format!("Kept now: {}.", activities(progress.len())) } else { String::new() }}
            </span>
        </p>
        {move || outcome.get().map(|it| view! {
            <div class="notice" class:good=it.good class:bad=!it.good data-outcome=if it.good { "good" } else { "bad" }>
                <p>{it.words}</p>
                {it.undo.map(|snapshot| view! { <p><button type="button" class="button small" on:click=move |_| undo(snapshot.clone())>"Undo"</button></p> })}
            </div>
        })}
        <div class="actions">
            <button type="button" class="button" on:click=export>"Export to a file"</button>
            <label class="button file-button">"Import from a file"<input type="file" accept="application/json,.json" class="visually-hidden" on:change=import/></label>
            <button type="button" class="button danger" aria-expanded=move || confirming.get().to_string() on:click=move |_| confirming.update(|it| *it = !*it)>"Reset…"</button>
        </div>
        <div class="notice warn" hidden=move || !confirming.get()>
            <p>"This deletes your answers, your code and what you have done in this browser. Export first if you may want it back."</p>
            <p class="actions">
                <button type="button" class="button danger" on:click=reset>"Delete all progress"</button>
                <button type="button" class="button" on:click=move |_| confirming.set(false)>"Keep it"</button>
            </p>
        </div>
    }
}

fn activities(count: usize) -> String {
    match count {
        1 => "1 activity".into(),
        count => format!("{count} activities"),
    }
}

async fn read(file: &web_sys::File) -> Result<String, String> {
    #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^52")]
    if file.size() > IMPORT_LIMIT as f64 {
        return Err(ImportError::TooLarge.to_string());
    }
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
    text.ok()
        .and_then(|it| it.as_string())
        .ok_or_else(|| "The file could not be read.".to_owned())
}
