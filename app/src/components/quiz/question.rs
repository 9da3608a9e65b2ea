//! One question: its form, and what is said of the answer.

use exercises::model::{Html, QuestionKind};
use leptos::{ev::SubmitEvent, html, prelude::*};

use super::{
    controls,
    feedback::{Feedback, Note, feedback},
    order::Ordering,
    record::{QuestionRecord, Verdict},
    state::QuizState,
};
use crate::{
    browser::{dom, form},
    components::{
        el::{El, button, el, icon, live, nothing},
        icon::markup,
        text::plain,
    },
    state::announce::Announcer,
};

/// What the handlers of one question work with.
#[derive(Clone, Copy)]
struct Asked {
    quiz: QuizState,
    index: usize,
    kind: StoredValue<QuestionKind>,
    record: Memo<QuestionRecord>,
    ordering: Ordering,
    form: NodeRef<html::Form>,
    /// What is still to be done before the answer can be checked.
    message: RwSignal<String>,
    announcer: Announcer,
}

/// The question at `index` of a quiz.
pub fn question(state: QuizState, index: usize) -> El {
    let quiz = state.quiz();
    let question = quiz.questions[index].clone();
    let base = form_id(&quiz.id, &question.id);
    let asked = Asked {
        quiz: state,
        index,
        ordering: Ordering::new(&question.kind),
        kind: StoredValue::new(question.kind.clone()),
        record: state.record(index),
        form: NodeRef::new(),
        message: RwSignal::default(),
        announcer: Announcer::here(),
    };
    asked.follow();
    let legend = format!(
        "<span class=\"number\">{}</span><span>{}</span>",
        index + 1,
        question.prompt
    );
    el("form")
        .class("question")
        .set("id", base.clone())
        .set("method", "dialog")
        .keep(asked.form)
        .on("submit", move |event| asked.submitted(&event))
        .set("data-question", question.id)
        .set("data-kind", controls::word(&question.kind))
        .live("data-verdict", move || Some(asked.verdict().word().into()))
        .child(
            el("fieldset")
                .live("disabled", move || {
                    asked.verdict().settled().then(String::new)
                })
                .child(el("legend").html(legend))
                .child(controls::controls(&question.kind, &base, asked.ordering)),
        )
        .child(asked.actions())
        .view(live(move || asked.said()))
}

fn form_id(quiz: &str, question: &str) -> String {
    format!("{quiz}-q-{question}")
}

impl Asked {
    fn verdict(self) -> Verdict {
        self.record.with(|it| it.verdict)
    }

    fn actions(self) -> El {
        let look = move || {
            if self.verdict().settled() {
                "button"
            } else {
                "button primary"
            }
        };
        let submit = el("button")
            .set("type", "submit")
            .live("class", move || Some(look().into()))
            .live_text(move || self.label().into());
        let show = button("button quiet")
            .set("data-action", "show")
            .hidden(move || self.verdict() != Verdict::Wrong)
            .click(move || self.give_away())
            .text("Show the answer");
        let message = el("span")
            .class("hint")
            .live_text(move || self.message.get());
        el("div")
            .class("actions")
            .child(submit)
            .child(show)
            .child(message)
    }

    fn label(self) -> &'static str {
        match self.verdict() {
            Verdict::Unanswered => "Check",
            Verdict::Wrong => "Check again",
            _ if self.index + 1 == self.quiz.quiz().questions.len() => "See the score",
            _ => "Next question",
        }
    }

    /// Sets the controls when the state asks for it.
    fn follow(self) {
        Effect::new(move |_| {
            let order = self.quiz.put();
            let Some(form) = self.form.get_untracked().filter(|_| order.count > 0) else {
                return;
            };
            let record = self.record.get_untracked();
            self.kind.with_value(|kind| {
                // What was chosen before storage was read stays, unless the question had been settled.
                if order.force
                    || record.verdict.settled()
                    || controls::untouched(kind, &form, self.ordering)
                {
                    controls::put(kind, &form, self.ordering, record.answer.as_ref());
                }
            });
        });
    }

    fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        let Some(form) = self.form.get_untracked() else {
            return;
        };
        if self.record.with_untracked(|it| it.verdict.settled()) {
            return self.go_on();
        }
        let answer = self
            .kind
            .with_value(|kind| controls::answer(kind, &form, self.ordering));
        let missing = answer.missing();
        self.message.set(missing.unwrap_or_default().into());
        match missing {
            Some(missing) => self.announcer.say(missing),
            None => self.tell(&self.quiz.check(self.index, answer)),
        }
    }

    fn give_away(self) {
        self.message.set(String::new());
        self.tell(&self.quiz.show(self.index));
    }

    /// Says the verdict to screen readers. The focus is left where it stands in the form, or, as the controls are
    /// about to be disabled, moves on to the button, which now leads to the next question.
    fn tell(self, record: &QuestionRecord) {
        if let Some(said) = self.kind.with_value(|kind| feedback(kind, record)) {
            let mut text = format!("Question {}: {}", self.index + 1, said.head);
            for note in said.notes {
                text.push(' ');
                text.push_str(&plain(&note.explain));
            }
            self.announcer.say(text);
        }
        let form = self.form.get_untracked().filter(|it| form::has_focus(it));
        if let Some(Ok(Some(actions))) = form.map(|it| it.query_selector(".actions")) {
            form::focus_first(&actions);
        }
    }

    /// From a question that is settled to the next, or to the score.
    fn go_on(self) {
        let quiz = self.quiz.quiz();
        let Some(next) = quiz.questions.get(self.index + 1) else {
            return dom::focus(&format!("{}-score", quiz.id));
        };
        if let Some(form) = dom::by_id(&form_id(&quiz.id, &next.id)) {
            form::focus_first(&form);
        }
    }

    fn said(self) -> AnyView {
        self.record.with(|record| {
            let said = self.kind.with_value(|kind| feedback(kind, record));
            said.map_or_else(nothing, |it| told(it, record.verdict))
        })
    }
}

fn told(said: Feedback, verdict: Verdict) -> AnyView {
    let (class, drawing) = match verdict {
        Verdict::Correct => ("feedback notice good", "check"),
        Verdict::Shown => ("feedback notice", "info"),
        _ => ("feedback notice bad", "cross"),
    };
    let mut html = notes(&said.notes);
    if !said.others.is_empty() {
        html += "<details><summary>About the other answers</summary>";
        html += &notes(&said.others);
        html += "</details>";
    }
    el("div")
        .class(class)
        .child(
            el("p")
                .class("feedback-head")
                .view(icon(drawing))
                .text(said.head),
        )
        .child(el("div").class("feedback-notes").html(html))
        .done()
}

fn notes(notes: &[Note]) -> Html {
    let note = |it: &Note| {
        let (class, drawing, word) = if it.right {
            ("good", "check", "Right: ")
        } else {
            ("bad", "cross", "Wrong: ")
        };
        let (drawing, label, explain) = (markup(drawing), &it.label, &it.explain);
        format!(
            "<li class=\"{class}\">{drawing}<div><span class=\"visually-hidden\">{word}</span><strong>{label}</strong> <span>{explain}</span></div></li>"
        )
    };
    let notes: String = notes.iter().map(note).collect();
    format!("<ul class=\"notes\">{notes}</ul>")
}
