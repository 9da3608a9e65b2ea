//! One question: its form, and what is said of the answer.

use exercises::model::QuestionKind;
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
    components::{erase::Erase, icon::Icon, text::plain},
    state::announce::Announcer,
};

/// One question of a quiz.
#[component]
pub fn QuestionForm(
    /// The quiz.
    state: QuizState,
    /// The question's place in it.
    index: usize,
) -> impl IntoView {
    let quiz = state.quiz();
    let question = quiz.questions[index].clone();
    let base = format!("{}-q-{}", quiz.id, question.id);
    let ordering = Ordering::new(&question.kind);
    let record = state.record(index);
    let settled = Memo::new(move |_| record.with(|it| it.verdict.settled()));
    let form_ref = NodeRef::<html::Form>::new();
    let (message, set_message) = signal("");
    let shown = controls::controls(&question.kind, &base, ordering);
    let kind = StoredValue::new(question.kind);

    follow_state(state, index, kind, form_ref, ordering);
    let tell = teller(index, kind);
    let settle = move || focus_button(form_ref);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(form) = form_ref.get_untracked() else {
            return;
        };
        if settled.get_untracked() {
            return go_on(state, index);
        }
        let answer = kind.with_value(|kind| controls::answer(kind, &form, ordering));
        set_message.set(answer.missing().unwrap_or_default());
        if let Some(missing) = answer.missing() {
            return Announcer::say(tell.announcer, missing);
        }
        tell.say(&state.check(index, answer));
        settle();
    };
    let give_away = move |_| {
        set_message.set("");
        tell.say(&state.show(index));
        settle();
    };
    let said = move || {
        record.with(|record| {
            kind.with_value(|kind| feedback(kind, record))
                .map(|it| said(it, record.verdict))
        })
    };
    view! {
        <form class="question" id=base.clone() method="dialog" node_ref=form_ref on:submit=submit data-question=question.id
            data-kind=kind.with_value(controls::word) data-verdict=move || record.with(|it| it.verdict.word())>
            <fieldset disabled=settled>
                <legend><span class="number">{index + 1}</span><span inner_html=question.prompt></span></legend>
                {shown}
            </fieldset>
            <div class="actions">
                <button type="submit" class="button" class:primary=move || !settled.get()>{move || record.with(|it| label(it.verdict, state, index))}</button>
                {move || (record.with(|it| it.verdict == Verdict::Wrong)).then(|| view! {
                    <button type="button" class="button quiet" data-action="show" on:click=give_away>"Show the answer"</button>
                }.fixed())}
                <span class="hint">{message}</span>
            </div>
            {said}
        </form>
    }
}

/// Sets the controls when the state asks for it.
fn follow_state(
    state: QuizState,
    index: usize,
    kind: StoredValue<QuestionKind>,
    form: NodeRef<html::Form>,
    ordering: Ordering,
) {
    let record = state.record(index);
    Effect::new(move |_| {
        let order = state.put();
        let Some(form) = form.get_untracked().filter(|_| order.count > 0) else {
            return;
        };
        let record = record.get_untracked();
        kind.with_value(|kind| {
            // What was chosen before storage was read stays, unless the question had been settled.
            if order.force || record.verdict.settled() || controls::untouched(kind, &form, ordering)
            {
                controls::put(kind, &form, ordering, record.answer.as_ref());
            }
        });
    });
}

/// Says verdicts to screen readers.
#[derive(Clone, Copy)]
struct Teller {
    index: usize,
    kind: StoredValue<QuestionKind>,
    announcer: Announcer,
}

fn teller(index: usize, kind: StoredValue<QuestionKind>) -> Teller {
    Teller {
        index,
        kind,
        announcer: Announcer::here(),
    }
}

impl Teller {
    fn say(self, record: &QuestionRecord) {
        let Some(said) = self.kind.with_value(|kind| feedback(kind, record)) else {
            return;
        };
        let mut text = format!("Question {}: {}", self.index + 1, said.head);
        for note in said.notes {
            text.push(' ');
            text.push_str(&plain(&note.explain));
        }
        self.announcer.say(text);
    }
}

fn label(verdict: Verdict, state: QuizState, index: usize) -> &'static str {
    match verdict {
        Verdict::Unanswered => "Check",
        Verdict::Wrong => "Check again",
        _ if index + 1 == state.quiz().questions.len() => "See the score",
        _ => "Next question",
    }
}

/// The controls are about to be disabled: the focus moves on to the button, which now leads to the next question.
fn focus_button(form: NodeRef<html::Form>) {
    let Some(form) = form.get_untracked().filter(|it| form::has_focus(it)) else {
        return;
    };
    if let Ok(Some(actions)) = form.query_selector(".actions") {
        form::focus_first(&actions);
    }
}

/// From a question that is settled to the next, or to the score.
fn go_on(state: QuizState, index: usize) {
    let quiz = state.quiz();
    let Some(next) = quiz.questions.get(index + 1) else {
        return dom::focus(&format!("{}-score", quiz.id));
    };
    if let Some(form) = dom::by_id(&format!("{}-q-{}", quiz.id, next.id)) {
        form::focus_first(&form);
    }
}

fn said(said: Feedback, verdict: Verdict) -> AnyView {
    let (class, icon) = match verdict {
        Verdict::Correct => ("feedback notice good", "check"),
        Verdict::Shown => ("feedback notice", "info"),
        _ => ("feedback notice bad", "cross"),
    };
    let others = (!said.others.is_empty()).then(|| {
        view! { <details><summary>"About the other answers"</summary>{notes(said.others)}</details> }.fixed()
    });
    view! {
        <div class=class>
            <p class="feedback-head"><Icon name=icon/>{said.head}</p>
            {notes(said.notes)}
            {others}
        </div>
    }
    .fixed()
}

fn notes(notes: Vec<Note>) -> AnyView {
    let note = |it: Note| {
        let (class, icon, word) = if it.right {
            ("good", "check", "Right: ")
        } else {
            ("bad", "cross", "Wrong: ")
        };
        view! {
            <li class=class>
                <Icon name=icon/>
                <div>
                    <span class="visually-hidden">{word}</span>
                    <strong inner_html=it.label></strong>
                    <span class="why-note" inner_html=it.explain></span>
                </div>
            </li>
        }
    };
    view! { <ul class="notes">{notes.into_iter().map(note).collect_view()}</ul> }.fixed()
}
