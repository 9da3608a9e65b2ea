//! What the code is written in: the switch, and what is run of code in each language.

use exercises::{
    judge::{ChallengeSpec, Reason, Report, Symptom},
    typescript::looks_typed,
};
use leptos::prelude::*;

pub use super::record::Language;
use super::{run::Program, state::Challenge};
use crate::{
    browser::{
        editor::Editor,
        sandbox::{self, NoPython},
        typescript,
    },
    components::{
        erase::Erase,
        types::{Unready, erased},
    },
    state::content::Load,
};

/// The languages, as they are offered.
const ALL: [Language; 3] = [Language::JavaScript, Language::TypeScript, Language::Python];

/// The switch, with what there is to know about the language that is chosen.
#[component]
pub fn Switch(challenge: Challenge) -> impl IntoView {
    let name = format!("{}-language", challenge.id());
    let options: Vec<_> = ALL
        .into_iter()
        .filter(|it| challenge.can_be_in(*it))
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
            .fixed()
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
            {move || (challenge.language() == Language::Python).then(|| about_python(challenge))}
            {move || challenge.switched.get().then(|| switched(challenge))}
        </fieldset>
    }
    .fixed()
}

/// What those who write Python must know.
fn about_python(challenge: Challenge) -> AnyView {
    let function = challenge.spec.with(|it| match it {
        Load::Ready(spec) => spec.function(),
        _ => String::new(),
    });
    view! {
        <p class="small muted" data-about="python">
            "Write "<code>{function}</code>" What is an object or a "<code>"Map"</code>" in the task is a "<code>"dict"</code>" here, and "<code>"JSON.stringify"</code>" is "<code>"json.dumps"</code>". MicroPython runs your code, in your browser; "
            <code>"print"</code>" shows in the console below each test."
        </p>
    }
    .fixed()
}

/// Says that the language was changed because of what was written, and takes it back.
fn switched(challenge: Challenge) -> AnyView {
    // The button that had the focus is gone then.
    let back = move |_| {
        challenge.write_in(Language::JavaScript);
        challenge.with_editor(Editor::focus);
    };
    let close = move |_| {
        challenge.switched.set(false);
        challenge.with_editor(Editor::focus);
    };
    view! {
        <p class="notice code-notice" data-notice="language">
            <span>"Your code has types in it, so it was read as TypeScript."</span>
            <button type="button" class="button small" data-action="back-to-javascript" on:click=back>"Read it as JavaScript"</button>
            <button type="button" class="button quiet small" on:click=close>"Close"</button>
        </p>
    }
    .fixed()
}

/// Tells the editor what the code is written in, and has what reads TypeScript fetched where it will be needed.
fn keep_up(challenge: Challenge) {
    // What is kept changes with every pause in typing, the language seldom.
    let language = Memo::new(move |_| challenge.language());
    Effect::new(move |_| {
        let language = language.get();
        challenge.with_editor(|it| it.write_in(language.name()));
        if !challenge.near.get() {
            return;
        }
        match language {
            Language::JavaScript => {}
            Language::TypeScript => typescript::start(),
            Language::Python => sandbox::start_python(),
        }
    });
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

/// What is run of code in a language: JavaScript, or Python as it is.
///
/// # Errors
/// Why there is nothing to run.
pub async fn runnable(code: &str, language: Language) -> Result<String, Unready> {
    match language {
        Language::JavaScript => Ok(code.to_owned()),
        Language::TypeScript => erased(code).await,
        Language::Python => match sandbox::fetch_python().await {
            Ok(()) => Ok(code.to_owned()),
            Err(NoPython::Cancelled) => Err(Unready::Cancelled),
            Err(NoPython::Unreachable) => Err(Unready::Failed(
                "Python could not be loaded: the server may be stopped, or the network is away. Your code is kept.",
            )),
        },
    }
}

impl Challenge {
    /// What the code is written in.
    pub fn language(self) -> Language {
        self.record.with(|it| it.language)
    }

    /// Changes what the code is written in. JavaScript is TypeScript, too, and stays; for Python there is code of its own.
    pub fn write_in(self, language: Language) {
        let before = self.record.with_untracked(|it| it.language);
        if before.runs_as() == language.runs_as() {
            self.update(|it| it.language = language);
        } else {
            self.save_now();
            self.turn(language);
        }
        self.switched.set(false);
        self.stale.set(true);
    }

    /// The JavaScript in code that was run as such and is TypeScript, if so, or what in it is more than a type; the switch
    /// then says so.
    pub async fn typed(
        self,
        program: &Program,
        report: &Report,
    ) -> Option<Result<String, Unready>> {
        let code = &program.code;
        let unread = report.reason == Some(Reason::LoadError)
            && report
                .explanation
                .as_ref()
                .is_some_and(|it| it.symptom == Symptom::SyntaxError);
        if !unread || program.language != Language::JavaScript || !looks_typed(code) {
            return None;
        }
        let left = match erased(code).await {
            Ok(it) if it != *code => Ok(it),
            Err(Unready::Problem(it)) if it.is_typescript => Err(Unready::Problem(it)),
            _ => return None,
        };
        // The page may have been left, or the code or its language changed, in the meantime.
        if self.run.is_disposed()
            || self.code() != *code
            || self.record.with_untracked(|it| it.language) != Language::JavaScript
        {
            return None;
        }
        self.update(|it| it.language = Language::TypeScript);
        self.switched.set(true);
        Some(left)
    }
}
