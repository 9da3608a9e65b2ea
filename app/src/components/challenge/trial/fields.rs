//! The fields of the form in which the learner is the server.

use exercises::judge::Ending;
use leptos::prelude::*;

use super::{
    draft::{ARGUMENT, MAX_REPLIES, field},
    form::Form,
    reply::{BODY, DELAY, ENDING, ENDINGS, HEADERS, PATH, ReplyDraft, STATUS},
};
use crate::{
    components::el::{El, button, each, el, icon, text},
    wire::text::escape,
};

/// The name of the box that is ticked where the last reply is given again.
pub const REPEATS: &str = "repeats";

/// What the function is given before `fetch` and the clock.
pub fn arguments(form: Form, entry: &str) -> El {
    let values = form.arguments.get_value();
    let about = if values.is_empty() {
        " is given nothing but fetch and clock."
    } else {
        " is given these, each written as JSON, and then fetch and clock."
    };
    let fields: Vec<AnyView> = (values.iter().enumerate())
        .map(|(at, value)| {
            let label = match values.len() {
                1 => "Argument".to_owned(),
                _ => format!("Argument {}", at + 1),
            };
            labelled(form, &field(ARGUMENT, at), &label, area(value)).done()
        })
        .collect();
    el("div")
        .class("serve-part")
        .child(
            el("p")
                .class("small muted")
                .child(el("code").text(entry))
                .text(about),
        )
        .views(fields)
}

/// The replies, and what makes one more.
pub fn replies(form: Form) -> El {
    let rows = each(
        move || form.replies.with(|it| it.iter().map(|it| it.id).collect()),
        move |id| reply(form, id),
    );
    let about = el("p")
        .class("small muted")
        .text("A request gets the first reply for its path that was not given yet. For a date, write ")
        .child(el("code").text("{date+2000}"))
        .text(" into a header field: so many milliseconds after the answer.");
    let repeats = el("input")
        .set("type", "checkbox")
        .set("name", REPEATS)
        .flag("checked", true);
    let repeats = el("label")
        .class("choice")
        .child(repeats)
        .child(el("span").text("The last reply is given again to every further request. Otherwise the connection fails then."));
    el("div")
        .class("serve-part")
        .child(about)
        .child(el("ol").class("serve-replies").view(rows))
        .child(
            el("div")
                .class("actions")
                .child(add(form))
                .child(undo(form)),
        )
        .child(repeats)
}

fn add(form: Form) -> El {
    let full = move || form.replies.with(Vec::len) >= MAX_REPLIES;
    button("button small")
        .set("data-action", "add-reply")
        .live("aria-disabled", move || full().then(|| "true".into()))
        .click(move || form.add())
        .live_text(move || {
            if full() {
                format!("Add a reply ({MAX_REPLIES} at most)")
            } else {
                "Add a reply".to_owned()
            }
        })
}

fn undo(form: Form) -> El {
    button("button small quiet")
        .set("data-action", "undo-reply")
        .set("id", form.id("undo"))
        .hidden(move || form.removed.with(Option::is_none))
        .click(move || form.put_back())
        .text("Undo: put the reply back")
}

/// The button that plays the call.
pub fn play(form: Form) -> El {
    let busy = form.trials.busy;
    let play = el("button")
        .set("type", "submit")
        .class("button small")
        .set("data-action", "try")
        .live("disabled", move || busy.get().then(String::new))
        .view(icon("send"))
        .text("Try it");
    el("p").child(play)
}

fn reply(form: Form, id: u32) -> AnyView {
    let now = form
        .replies
        .with_untracked(|it| it.iter().find(|it| it.id == id).cloned());
    let it = now.unwrap_or_else(|| ReplyDraft::new(id));
    let answer = el("div")
        .class("serve-answer")
        .hidden(move || !is(form, id, ReplyDraft::answers))
        .child(cell(
            form,
            &it,
            HEADERS,
            "Header fields, one a line",
            area(&it.headers),
        ))
        .child(cell(form, &it, BODY, "Body", area(&it.body)));
    let fields = el("fieldset")
        .class("serve-reply")
        .set("data-reply", id.to_string())
        .child(el("legend").live_text(move || format!("Reply {}", number(form, id))))
        .child(first_line(form, &it))
        .child(answer)
        .child(remove(form, id));
    el("li").child(fields).done()
}

/// What the server does, when, and for which requests.
fn first_line(form: Form, it: &ReplyDraft) -> El {
    let id = it.id;
    let silent = move || is(form, id, |it| it.end() == Ending::Silent);
    let path = input(&it.path).set("placeholder", "any");
    el("div")
        .class("serve-line")
        .child(cell(form, it, ENDING, "The server", ending(it)))
        .child(cell(form, it, DELAY, "After, in ms", numeric(&it.delay)).hidden(silent))
        .child(
            cell(form, it, STATUS, "Status", numeric(&it.status))
                .hidden(move || !is(form, id, ReplyDraft::answers)),
        )
        .child(cell(form, it, PATH, "Only for the path", path))
}

fn remove(form: Form, id: u32) -> El {
    let only = move || form.replies.with(|it| it.len() < 2);
    button("button small quiet")
        .set("data-action", "remove-reply")
        .live("aria-label", move || {
            Some(format!("Remove reply {}", number(form, id)))
        })
        .live("aria-disabled", move || only().then(|| "true".into()))
        .click(move || form.remove(id))
        .view(icon("cross"))
}

/// Which reply it is, from 1.
fn number(form: Form, id: u32) -> usize {
    let at = |it: &Vec<ReplyDraft>| it.iter().position(|it| it.id == id);
    form.replies.with(at).unwrap_or_default() + 1
}

/// Whether a reply, as it is now, is so.
fn is(form: Form, id: u32, what: fn(&ReplyDraft) -> bool) -> bool {
    let found = |it: &Vec<ReplyDraft>| it.iter().find(|it| it.id == id).is_some_and(what);
    form.replies.with(found)
}

fn cell(form: Form, it: &ReplyDraft, name: &str, label: &str, control: El) -> El {
    labelled(form, &field(name, it.id as usize), label, control)
}

fn ending(it: &ReplyDraft) -> El {
    let options = ENDINGS.map(|(key, name, _)| {
        el("option")
            .set("value", key)
            .flag("selected", key == it.ending)
            .view(text(name))
            .done()
    });
    el("select").class("select").views(options)
}

fn input(value: &str) -> El {
    el("input").class("input").set("value", value)
}

fn numeric(value: &str) -> El {
    input(value).set("inputmode", "numeric")
}

fn area(value: &str) -> El {
    el("textarea")
        .class("textarea")
        .set("rows", "2")
        .html(escape(value))
}

/// A control with its label above it, and beneath it what is wrong with what is written in it.
fn labelled(form: Form, field: &str, label: &str, control: El) -> El {
    let (id, problem) = (form.id(field), form.id(&format!("{field}-problem")));
    let wrong = {
        let field = field.to_owned();
        move || form.wrong(&field)
    };
    let (is_wrong, is_fine) = (wrong.clone(), wrong.clone());
    el("div")
        .class("field")
        .child(el("label").set("for", id.clone()).text(label))
        .child(
            control
                .set("id", id)
                .set("name", field)
                .set("spellcheck", "false")
                .set("autocapitalize", "off")
                .set("aria-describedby", problem.clone())
                .live("aria-invalid", move || is_wrong().map(|_| "true".into())),
        )
        .child(
            el("p")
                .class("field-problem small")
                .set("id", problem)
                .set("data-problem-at", field)
                .hidden(move || is_fine().is_none())
                .live_text(move || wrong().unwrap_or_default()),
        )
}
