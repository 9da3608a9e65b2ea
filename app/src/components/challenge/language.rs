//! What the code is written in: the switch, and what is run of code in either language.

use exercises::{
    judge::{ChallengeSpec, Reason, Report, Symptom},
    typescript::{Blanked, Problem, looks_typed},
};
use leptos::prelude::*;

pub use super::record::Language;
use super::state::Challenge;
use crate::{
    browser::typescript::{self, Failed},
    components::erase::Erase,
};

/// The languages, as they are offered.
const ALL: [Language; 2] = [Language::JavaScript, Language::TypeScript];

/// The switch, with what there is to know about the language that is chosen.
#[component]
pub fn Switch(challenge: Challenge) -> impl IntoView {
    let name = format!("{}-language", challenge.id());
    let options: Vec<_> = ALL
        .into_iter()
        .map(|it| {
            view! {
                <label class="language">
                    <input
                        type="radio"
                        name=name.clone()
                        value=it.name()
                        prop:checked=move || challenge.language() == it
                        on:change=move |_| challenge.write_in(it)
                    />
                    <span>{it.name()}</span>
                </label>
            }
        })
        .collect();
    keep_up(challenge);
    view! {
        <fieldset class="languages" data-language=move || challenge.language().name()>
            <legend class="label">"Language"</legend>
            <div class="segments">{options}</div>
            <p class="small muted" hidden=move || challenge.language() != Language::TypeScript>
                "Types are erased before your code runs, in your browser. They are not checked: a wrong type is no mistake here."
            </p>
            {move || challenge.switched.get().then(|| switched(challenge))}
        </fieldset>
    }
}

/// Says that the language was changed because of what was written, and takes it back.
fn switched(challenge: Challenge) -> AnyView {
    let back = move |_| challenge.write_in(Language::JavaScript);
    view! {
        <p class="notice code-notice" data-notice="language">
            <span>"Your code has types in it, so it was read as TypeScript."</span>
            <button type="button" class="button small" data-action="back-to-javascript" on:click=back>"Read it as JavaScript"</button>
            <button type="button" class="button quiet small" on:click=move |_| challenge.switched.set(false)>"Close"</button>
        </p>
    }
    .fixed()
}

/// Tells the editor what the code is written in, and has what reads TypeScript fetched where it will be needed.
fn keep_up(challenge: Challenge) {
    Effect::new(move |_| {
        let language = challenge.language();
        challenge.with_editor(|it| it.write_in(language.name()));
        if language == Language::TypeScript && challenge.near.get() {
            typescript::start();
        }
    });
}

/// Why there is nothing to run.
pub enum Unready {
    /// The code cannot be read; what is wrong with it.
    Problem(Problem),
    /// The run was stopped.
    Cancelled,
    /// It cannot be known; why.
    Failed(&'static str),
}

impl Unready {
    /// The report of a run that came to nothing; or why there is not even that.
    ///
    /// # Errors
    /// Words for the learner, where what reads TypeScript could not be asked.
    pub fn report(self, spec: &ChallengeSpec) -> Result<Report, &'static str> {
        let mut run = exercises::judge::Run::new(spec, "", 0);
        match self {
            Self::Problem(it) => run.cannot_read(&it),
            // A run that was not over counts as cancelled.
            Self::Cancelled => {}
            Self::Failed(why) => return Err(why),
        }
        Ok(run.report(0.0))
    }
}

impl Challenge {
    /// What the code is written in.
    pub fn language(self) -> Language {
        self.record.with(|it| it.language)
    }

    /// Changes what the code is written in. The code stays: JavaScript is TypeScript, too.
    pub fn write_in(self, language: Language) {
        self.update(|it| it.language = language);
        self.switched.set(false);
        self.stale.set(true);
    }

    /// What is run of the code, which is JavaScript in any case.
    ///
    /// # Errors
    /// Why there is nothing to run.
    pub async fn runnable(self, code: &str) -> Result<String, Unready> {
        match self.record.with_untracked(|it| it.language) {
            Language::JavaScript => Ok(code.to_owned()),
            Language::TypeScript => erased(code).await,
        }
    }

    /// The JavaScript in code that was run as such and is TypeScript, if so; the switch then says so.
    pub async fn typed(self, code: &str, report: &Report) -> Option<String> {
        let unread = report.reason == Some(Reason::LoadError)
            && report
                .explanation
                .as_ref()
                .is_some_and(|it| it.symptom == Symptom::SyntaxError);
        let plain = self.record.try_with_untracked(|it| it.language) == Some(Language::JavaScript);
        if !unread || !plain || !looks_typed(code) {
            return None;
        }
        let left = erased(code).await.ok().filter(|it| it != code)?;
        // The page may have been left, or the code changed, in the meantime.
        if self.run.is_disposed() || self.code() != code {
            return None;
        }
        self.update(|it| it.language = Language::TypeScript);
        self.switched.set(true);
        Some(left)
    }
}

/// TypeScript without its types.
async fn erased(code: &str) -> Result<String, Unready> {
    match typescript::blank(code).await {
        Ok(Blanked::Code(it)) => Ok(it),
        Ok(Blanked::Problem(it)) => Err(Unready::Problem(it)),
        Err(Failed::Cancelled) => Err(Unready::Cancelled),
        Err(Failed::TooMuch) => Err(Unready::Problem(Problem {
            line: 1,
            column: 1,
            message: "The code is nested so deeply, or so hard to read, that reading it was given up. Write it in smaller parts.".to_owned(),
        })),
        Err(Failed::Unreachable) => Err(Unready::Failed(
            "What reads TypeScript could not be loaded: the server may be stopped, or the network is away. Your code is kept.",
        )),
    }
}
