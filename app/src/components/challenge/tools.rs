//! The tools above the editor: formatting, the size of the letters, and where the editor stands.

use leptos::prelude::*;

use super::{format::Told, record::Language, state::Challenge, words};
use crate::{
    components::el::{El, all, button, el, icon, live, nothing},
    state::desk::{Desk, DeskSettings},
};

/// The tools. What needs CodeMirror is not there before it is.
pub fn tools(challenge: Challenge) -> El {
    let desk = DeskSettings::here();
    let format = button("button quiet small")
        .set("data-action", "format")
        .set("aria-keyshortcuts", "Shift+Alt+F")
        .set("title", "Format the code (Shift + Alt + F)")
        .hidden(move || !challenge.rich.get() || challenge.language() == Language::Python)
        .live("aria-disabled", move || {
            Some((challenge.told.get() == Some(Told::Busy)).to_string())
        })
        .click(move || challenge.format())
        .view(icon("menu"))
        .text("Format");
    el("div")
        .class("code-tools")
        .child(format)
        .child(resize(desk, false))
        .child(resize(desk, true))
        .child(layout(desk))
}

fn resize(desk: DeskSettings, larger: bool) -> El {
    let (name, label, sign) = if larger {
        ("larger", "A+: larger letters in the editor", "A+")
    } else {
        ("smaller", "A−: smaller letters in the editor", "A−")
    };
    let next = move |now: Desk| now.size.beside(larger).map(|size| Desk { size, ..now });
    button("button quiet small code-size")
        .set("data-action", name)
        .set("aria-label", label)
        .set("title", label)
        .live("aria-disabled", move || {
            Some(next(desk.get()).is_none().to_string())
        })
        .click(move || {
            if let Some(it) = next(desk.now()) {
                desk.set(it);
            }
        })
        .text(sign)
}

/// Shown only where there is room for two columns.
fn layout(desk: DeskSettings) -> El {
    let turn = move || {
        let now = desk.now();
        desk.set(Desk {
            stacked: !now.stacked,
            ..now
        });
    };
    button("button quiet small code-layout")
        .set("data-action", "layout")
        .click(turn)
        .live_text(move || {
            if desk.get().stacked {
                "Side by side".into()
            } else {
                "One column".into()
            }
        })
}

/// What formatting has to say, beneath the editor.
pub fn told(challenge: Challenge) -> AnyView {
    live(move || match challenge.told.get() {
        None => nothing(),
        Some(Told::Busy) => el("p").class("small muted").text("Formatting…").done(),
        Some(Told::Ended { text, at, good }) => {
            let class = if good {
                "small muted"
            } else {
                "notice warn code-notice"
            };
            let go = at.map_or_else(nothing, |(line, column)| go_to(challenge, line, column));
            el("p")
                .class(class)
                .set("data-formatted", if good { "good" } else { "bad" })
                .child(el("span").text(text))
                .view(go)
                .done()
        }
    })
}

fn go_to(challenge: Challenge, line: u32, column: u32) -> AnyView {
    let go = move || challenge.with_editor(|it| it.go(line, column));
    all(vec![
        button("button small")
            .set("data-action", "go-to")
            .click(go)
            .text(words::place(line, Some(column)))
            .done(),
    ])
}
