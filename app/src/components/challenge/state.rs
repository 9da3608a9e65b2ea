//! What the parts of one challenge share: its signals, and the code. What is kept of it is in [`keep`](super::keep).

use std::sync::Arc;

use exercises::{
    judge::{ChallengeSpec, Report},
    model::ChallengeBrief,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{
    attempts::Attempts,
    format::Told,
    record::{Language, MAX_CODE, Record},
};
use crate::{
    browser::editor::Editor,
    state::{
        announce::Announcer,
        content::{Content, Load},
        progress::Progress,
    },
};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Run {
    /// None yet.
    #[default]
    Idle,
    /// The cases are still being fetched.
    Waiting,
    /// Cases judged, and cases in all; 0 in all while that is not known.
    Running(usize, usize),
    /// It has ended; see [`Challenge::outcome`].
    Done,
}

/// How the last run ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// With a report.
    Judged(Arc<Report>),
    /// It could not begin; the words are for the learner.
    NotBegun(String),
}

/// Something done to the code that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was done.
    pub text: &'static str,
    /// The label of the button.
    pub action: &'static str,
    /// The code that the button puts in.
    pub code: String,
}

/// One challenge.
#[derive(Clone, Copy)]
pub struct Challenge {
    /// What is read of it.
    pub brief: StoredValue<ChallengeBrief>,
    /// Whether it is or was near the window: then everything that a run needs is fetched.
    pub near: RwSignal<bool>,
    /// What the judge needs.
    pub spec: RwSignal<Load<ChallengeSpec>>,
    /// How far the run has come.
    pub run: RwSignal<Run>,
    /// How the last run ended. It stays while the next one goes on.
    pub outcome: RwSignal<Option<Outcome>>,
    /// Whether the code was changed since the last run.
    pub stale: RwSignal<bool>,
    /// What is kept.
    pub record: RwSignal<Record>,
    /// The hint to go to once it is there, counted from 0.
    pub wanted_hint: RwSignal<Option<usize>>,
    /// What was done to the code and can be taken back.
    pub notice: RwSignal<Option<Notice>>,
    /// Whether the language was changed because of what was written.
    pub switched: RwSignal<bool>,
    /// Where the code stands; none before the page is live.
    pub editor: StoredValue<Option<Editor>, LocalStorage>,
    /// Whether CodeMirror has taken the textarea's place.
    pub rich: RwSignal<bool>,
    /// What the tools of the editor have to say.
    pub told: RwSignal<Option<Told>>,
    /// What was tried before.
    pub attempts: Attempts,
    /// Says things to screen readers.
    pub announcer: Announcer,
    pub(super) progress: Progress,
    content: Content,
    pub(super) behind: StoredValue<Behind>,
}

/// What nothing that is shown depends on.
#[derive(Default)]
pub(super) struct Behind {
    /// Fetches [`Challenge::spec`] again.
    retry: Option<Trigger>,
    /// Whether what was kept has been read.
    pub(super) restored: bool,
    /// Will keep the code, unless it is changed again before.
    pub(super) unsaved: Option<TimeoutHandle>,
}

/// What the judge needs, for those who write in Python or for the others.
fn in_language(spec: Load<ChallengeSpec>, python: bool) -> Load<ChallengeSpec> {
    match spec {
        Load::Ready(it) if python => it
            .in_python()
            .map_or(Load::Missing, |it| Load::Ready(Arc::new(it))),
        other => other,
    }
}

impl Challenge {
    /// A challenge as its page is rendered.
    pub fn new(brief: ChallengeBrief) -> Self {
        let id = brief.id.clone();
        let it = Self {
            brief: StoredValue::new(brief),
            near: RwSignal::new(false),
            spec: RwSignal::new(Load::Loading),
            run: RwSignal::default(),
            outcome: RwSignal::new(None),
            stale: RwSignal::new(false),
            record: RwSignal::default(),
            wanted_hint: RwSignal::new(None),
            notice: RwSignal::new(None),
            switched: RwSignal::new(false),
            editor: StoredValue::new_local(None),
            rich: RwSignal::new(false),
            told: RwSignal::new(None),
            attempts: Attempts::new(&id),
            announcer: Announcer::here(),
            progress: Progress::here(),
            content: Content::here(),
            behind: StoredValue::default(),
        };
        it.fetch_when_near(format!("/content/challenges/{id}.json"));
        it
    }

    /// Fetches [`spec`](Self::spec) again.
    pub fn retry(self) {
        if let Some(retry) = self.behind.with_value(|it| it.retry) {
            retry.notify();
        }
    }

    /// Its id.
    pub fn id(self) -> String {
        self.brief.with_value(|it| it.id.clone())
    }

    /// What the editor holds at first, in the language that is chosen.
    pub fn starter(self) -> String {
        self.starter_in(self.record.with_untracked(|it| it.language))
    }

    /// What the editor holds at first in a language.
    pub fn starter_in(self, language: Language) -> String {
        self.brief.with_value(|it| match &it.python {
            Some(python) if language == Language::Python => python.clone(),
            _ => it.starter.clone(),
        })
    }

    /// Whether the code can be written in a language.
    pub fn can_be_in(self, language: Language) -> bool {
        language != Language::Python || self.brief.with_value(|it| it.python.is_some())
    }

    /// Whether it has been solved, on this visit or before; not known to be while the page is as it was rendered.
    pub fn done(self) -> bool {
        self.record.with(|it| it.solved)
    }

    /// The code as it is now.
    pub fn code(self) -> String {
        self.editor
            .with_value(|it| it.as_ref().map(Editor::text))
            .unwrap_or_else(|| self.starter())
    }

    /// Lets the editor do something, where there is one.
    pub fn with_editor(self, then: impl FnOnce(&Editor)) {
        self.editor.with_value(|it| {
            if let Some(it) = it {
                then(it);
            }
        });
    }

    /// To be called when the learner comes near: from here on everything that a run needs is fetched.
    pub fn come_near(self) {
        if self.near.try_get_untracked() == Some(false) {
            self.near.set(true);
        }
    }

    /// Fetches the cases once the challenge comes near.
    fn fetch_when_near(self, path: String) {
        Effect::new(move |_| {
            if !self.near.get() {
                return;
            }
            let (state, retry) = self.content.load::<ChallengeSpec>(path.clone());
            self.behind.update_value(|it| it.retry = Some(retry));
            let python = Memo::new(move |_| self.language() == Language::Python);
            Effect::new(move |_| self.spec.set(in_language(state.get(), python.get())));
        });
    }

    /// Says why the code cannot be run or kept, if so.
    pub fn refusal(code: &str) -> Option<String> {
        (code.len() > MAX_CODE).then(|| {
            format!(
                "The code is {} bytes long; up to {MAX_CODE} are run and kept. Make it shorter.",
                code.len()
            )
        })
    }
}
