//! What the parts of one challenge share: signals, the code, and what is kept of both.

use std::{sync::Arc, time::Duration};

use exercises::{
    judge::{ChallengeSpec, Report},
    model::ChallengeBrief,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{
    attempts::{Attempt, Attempts},
    format::Told,
    record::{Language, MAX_CODE, Record},
};
use crate::{
    browser::{date, editor::Editor},
    state::{
        announce::Announcer,
        content::{Content, Load},
        progress::Progress,
    },
};

/// How long typing must pause before the code is kept.
const PAUSE: Duration = Duration::from_millis(400);

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
    progress: Progress,
    content: Content,
    behind: StoredValue<Behind>,
}

/// What nothing that is shown depends on.
#[derive(Default)]
struct Behind {
    /// Fetches [`Challenge::spec`] again.
    retry: Option<Trigger>,
    /// Whether what was kept has been read.
    restored: bool,
    /// Will keep the code, unless it is changed again before.
    unsaved: Option<TimeoutHandle>,
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
        let language = self.record.with_untracked(|it| it.language);
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

    /// To be called whenever the learner has changed the code: keeps it after a pause.
    pub fn changed(self) {
        if self.run.try_get_untracked().is_none() {
            return;
        }
        self.stale.set(true);
        self.told.set(None);
        self.forget_timer();
        if let Ok(timer) = set_timeout_with_handle(move || self.save(), PAUSE) {
            self.behind.update_value(|it| it.unsaved = Some(timer));
        }
    }

    /// Keeps the code at once if the pause after typing is not over.
    pub fn save_now(self) {
        if self.forget_timer() {
            self.save();
        }
    }

    fn forget_timer(self) -> bool {
        let timer = self
            .behind
            .try_update_value(|it| it.unsaved.take())
            .flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }

    /// Keeps everything. Before it is known what was kept earlier nothing is written, so that nothing is lost.
    pub fn save(self) {
        if !self
            .behind
            .try_with_value(|it| it.restored)
            .unwrap_or(false)
        {
            return;
        }
        let (code, starter) = (self.code(), self.starter());
        self.record.update(|it| it.keep(code, &starter));
        self.record
            .with_untracked(|it| self.progress.save(&self.id(), it.solved, it));
    }

    /// Changes what is kept, and keeps it.
    pub fn update(self, change: impl FnOnce(&mut Record)) {
        self.record.update(change);
        self.save();
    }

    /// Goes over to a language that runs as something else, with the code that was written in it.
    pub fn turn(self, language: Language) {
        let (code, starter) = (self.code(), self.starter());
        self.record.update(|it| {
            it.keep(code, &starter);
            it.turn(language);
        });
        let code = self.record.with_untracked(|it| it.code.clone());
        let code = code.unwrap_or_else(|| self.starter());
        self.with_editor(|it| it.set(&code));
        self.notice.set(None);
        self.save();
    }

    /// Puts other code into the editor, with a notice that takes it back.
    pub fn replace(self, code: &str, text: &'static str, action: &'static str) {
        let before = self.code();
        self.with_editor(|it| it.set(code));
        self.notice.set((before != code).then_some(Notice {
            text,
            action,
            code: before,
        }));
        self.stale.set(true);
        self.save();
        self.announcer.say(text);
    }

    /// Keeps what was judged among the attempts.
    pub fn remember(self, code: &str, report: &Report) {
        let language = self.record.with_untracked(|it| it.language);
        let attempt = Attempt::judged(code, language, report, date::now());
        self.attempts.update(|it| it.add(attempt));
    }

    /// Puts code of elsewhere into the editor. What stands there is kept among the attempts.
    pub fn bring(self, code: &str, language: Language, text: &'static str) {
        let (own, starter) = (self.code(), self.starter());
        let before = self.record.with_untracked(|it| it.language);
        if own != code {
            let aside = Attempt::aside(&own, before, date::now());
            self.attempts.update(|it| it.set_aside(aside, &starter));
        }
        if before != language {
            self.write_in(language);
        }
        self.replace(code, text, "Undo");
        self.with_editor(Editor::focus);
    }

    /// Takes in what was kept, once that is known, and again after an import or a reset of all progress.
    pub fn restore_when_read(self) {
        self.progress.on_restore::<Record>(self.id(), move |kept| {
            let first = self
                .behind
                .try_update_value(|it| !std::mem::replace(&mut it.restored, true));
            let first = first.unwrap_or(false);
            if first {
                self.take_in_first(kept);
            } else {
                self.take_in(kept.unwrap_or_default());
            }
        });
    }

    fn take_in(self, kept: Record) {
        let mut kept = kept;
        if !self.can_be_in(kept.language) {
            kept.turn(Language::default());
        }
        let code = kept.code.clone();
        self.record.set(kept);
        let code = code.unwrap_or_else(|| self.starter());
        self.with_editor(|it| it.set(&code));
        self.run.set(Run::Idle);
        self.outcome.set(None);
        self.notice.set(None);
        self.switched.set(false);
    }

    /// What was typed or done before storage was read is not overwritten: the kept code is set aside then.
    fn take_in_first(self, kept: Option<Record>) {
        let typed = self.code();
        if typed == self.starter() && self.run.get_untracked() == Run::Idle {
            return kept.into_iter().for_each(|it| self.take_in(it));
        }
        let mut kept = kept.unwrap_or_default();
        let early = self.record.get_untracked();
        if kept.language.runs_as() != early.language.runs_as() {
            kept.turn(early.language);
        }
        let earlier = kept
            .code
            .clone()
            .filter(|it| *it != typed)
            .or(kept.earlier.clone());
        self.record.set(Record {
            earlier,
            language: if early.language == Language::default() {
                kept.language
            } else {
                early.language
            },
            hints: kept.hints.max(early.hints),
            solved: kept.solved || early.solved,
            tried: if kept.tried.is_empty() {
                early.tried
            } else {
                kept.tried
            },
            ..kept
        });
        self.save();
    }

    /// Says why the code cannot be run or kept, if so.
    pub fn refusal(code: &str) -> Option<String> {
        (code.len() > MAX_CODE).then(|| {
            format!(
                "The code is {} KiB long; up to {} KiB are run and kept. Make it shorter.",
                code.len() / 1024,
                MAX_CODE / 1024
            )
        })
    }
}
