//! The form of a server at work: reading it, playing the call that is written in it, and changing its replies. Its controls are
//! uncontrolled, and what is written in them stays whatever is wrong with it.

use exercises::judge::ChallengeSpec;
use leptos::{ev, html, prelude::*};
use web_sys::{FormData, HtmlFormElement};

use super::{
    Trials,
    draft::{ARGUMENT, Draft, MAX_REPLIES, Problem, field},
    fields,
    reply::{BODY, DELAY, ENDING, HEADERS, PATH, ReplyDraft, STATUS},
};
use crate::{
    browser::{dom, sandbox},
    components::{challenge::state::Challenge, el::el},
};

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Form {
    /// The calls that were played.
    pub trials: Trials,
    /// The prefix of the controls' ids.
    prefix: StoredValue<String>,
    element: NodeRef<html::Form>,
    /// How many arguments the function is given.
    pub arguments: StoredValue<Vec<String>>,
    /// The replies as they are now.
    pub replies: RwSignal<Vec<ReplyDraft>>,
    /// The reply that was removed last, and its place.
    pub removed: RwSignal<Option<(usize, ReplyDraft)>>,
    /// What kept the last call from being played, as far as it has not been mended.
    problems: RwSignal<Vec<Problem>>,
    last_id: StoredValue<u32>,
}

impl Form {
    /// A form that holds what the challenge's first case has.
    pub fn of(challenge: Challenge, spec: &ChallengeSpec) -> Self {
        let draft = Draft::of(spec);
        let last_id = draft.replies.iter().map(|it| it.id).max();
        Self {
            trials: Trials::of(challenge),
            prefix: StoredValue::new(format!("{}-serve", challenge.id())),
            element: NodeRef::new(),
            arguments: StoredValue::new(draft.args),
            replies: RwSignal::new(draft.replies),
            removed: RwSignal::new(None),
            problems: RwSignal::default(),
            last_id: StoredValue::new(last_id.unwrap_or_default()),
        }
    }

    /// The form, and how the last call ended.
    pub fn view(self, spec: &ChallengeSpec) -> AnyView {
        let submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            self.submit();
        };
        let form = el("form")
            .class("serve")
            .keep(self.element)
            .flag("novalidate", true)
            .set("autocomplete", "off")
            .on("submit", submit)
            .on("input", move |_: ev::Event| self.look())
            .child(fields::arguments(self, &spec.entry))
            .child(fields::replies(self))
            .child(fields::play(self));
        el("div").child(form).view(self.trials.outcome()).done()
    }

    /// The id of a control.
    pub fn id(self, field: &str) -> String {
        self.prefix.with_value(|it| format!("{it}-{field}"))
    }

    /// What keeps the call from being played at this field.
    pub fn wrong(self, field: &str) -> Option<String> {
        let at = |it: &&Problem| it.field == field;
        self.problems
            .with(|it| it.iter().find(at).map(|it| it.text.clone()))
    }

    /// What stands in the form.
    fn read(self) -> Option<Draft> {
        let element: HtmlFormElement = self.element.get_untracked()?;
        let data = FormData::new_with_form(&element).ok()?;
        let text = |name: String| data.get(&name).as_string().unwrap_or_default();
        let count = self.arguments.with_value(Vec::len);
        let reply = |id: u32| {
            let of = |name: &str| text(field(name, id as usize));
            ReplyDraft {
                id,
                ending: of(ENDING),
                delay: of(DELAY),
                status: of(STATUS),
                path: of(PATH),
                headers: of(HEADERS),
                body: of(BODY),
            }
        };
        let ids: Vec<u32> = self
            .replies
            .with_untracked(|it| it.iter().map(|it| it.id).collect());
        Some(Draft {
            args: (0..count).map(|at| text(field(ARGUMENT, at))).collect(),
            replies: ids.into_iter().map(reply).collect(),
            repeats: data.has(fields::REPEATS),
        })
    }

    /// Takes note of what stands in the form; of what was wrong, only what still is remains said.
    fn look(self) {
        let Some(draft) = self.read() else { return };
        if self.problems.with_untracked(|it| !it.is_empty()) {
            let now = draft.call().err().unwrap_or_default();
            let said = self.problems.get_untracked();
            let was = |it: &Problem| said.iter().any(|old| old.field == it.field);
            self.problems.set(now.into_iter().filter(was).collect());
        }
        if self.replies.with_untracked(|it| *it != draft.replies) {
            self.replies.set(draft.replies);
        }
    }

    fn submit(self) {
        self.look();
        if !self.trials.idle() {
            return;
        }
        let Some(draft) = self.read() else { return };
        match draft.call() {
            Ok(call) => {
                self.problems.set(Vec::new());
                self.trials.start(async move |spec, source| {
                    sandbox::trial_call(&spec, &source, call).await
                });
            }
            Err(problems) => self.refuse(problems),
        }
    }

    /// Says what is wrong, and goes to the first of it.
    fn refuse(self, problems: Vec<Problem>) {
        let first = problems.first().cloned();
        self.problems.set(problems);
        if let Some(Problem { field, text }) = first {
            self.trials
                .challenge()
                .announcer
                .say(format!("Not run. {text}"));
            dom::focus(&self.id(&field));
        }
    }

    /// Adds a reply at the end.
    pub fn add(self) {
        if self.replies.with_untracked(Vec::len) >= MAX_REPLIES {
            let text = format!("There are {MAX_REPLIES} replies, and no more can be added.");
            return self.trials.challenge().announcer.say(text);
        }
        self.last_id.update_value(|it| *it += 1);
        let id = self.last_id.get_value();
        self.removed.set(None);
        self.replies.update(|it| it.push(ReplyDraft::new(id)));
        self.go_to(id);
    }

    /// Removes a reply, unless it is the only one.
    pub fn remove(self, id: u32) {
        self.look();
        let at = self.replies.with_untracked(|it| {
            it.iter()
                .position(|it| it.id == id)
                .filter(|_| it.len() > 1)
        });
        let Some(at) = at else {
            return self
                .trials
                .challenge()
                .announcer
                .say("A server needs one reply at least.");
        };
        let reply = self.replies.try_update(|it| it.remove(at));
        self.removed.set(reply.map(|it| (at, it)));
        let gone = format!("-{id}");
        self.problems.update(|it| {
            it.retain(|it| it.field.starts_with(ARGUMENT) || !it.field.ends_with(&gone));
        });
        let undo = self.id("undo");
        request_animation_frame(move || dom::focus(&undo));
    }

    /// Puts the reply back that was removed last.
    pub fn put_back(self) {
        let Some((at, reply)) = self.removed.try_update(Option::take).flatten() else {
            return;
        };
        let id = reply.id;
        self.replies.update(|it| it.insert(at.min(it.len()), reply));
        self.go_to(id);
    }

    /// Goes to a reply, once it is there.
    fn go_to(self, id: u32) {
        let id = self.id(&field(ENDING, id as usize));
        request_animation_frame(move || dom::focus(&id));
    }
}
