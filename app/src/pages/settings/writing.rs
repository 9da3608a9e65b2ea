//! How the learner likes to write code: the size of the letters and the layout of challenges.

use leptos::{ev, prelude::*};

use crate::{
    components::el::{El, all, el},
    state::desk::{Desk, DeskSettings, Size},
};

/// The choices.
pub fn writing() -> AnyView {
    let desk = DeskSettings::here();
    let sizes = Size::ALL.map(|size| {
        choice(
            "size",
            size.name(),
            move || desk.get().size == size,
            move || {
                desk.set(Desk { size, ..desk.now() });
            },
        )
    });
    let layouts = [
        (false, "Task beside the editor"),
        (true, "One below the other"),
    ];
    let layouts = layouts.map(|(stacked, label)| {
        choice(
            "layout",
            label,
            move || desk.get().stacked == stacked,
            move || {
                desk.set(Desk {
                    stacked,
                    ..desk.now()
                });
            },
        )
    });
    all(vec![
        el("h2").text("Writing code").done(),
        group("Size of the letters in the editor", sizes.into()),
        group(
            "Layout of challenges, where the window is wide",
            layouts.into(),
        ),
    ])
}

fn group(legend: &'static str, choices: Vec<El>) -> AnyView {
    el("fieldset")
        .class("choices")
        .child(el("legend").text(legend))
        .views(choices.into_iter().map(El::done))
        .done()
}

fn choice(
    name: &'static str,
    label: &'static str,
    chosen: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
) -> El {
    let input = el("input")
        .set("type", "radio")
        .set("name", name)
        .live("checked", move || chosen().then(String::new))
        .on("change", move |_: ev::Event| choose());
    el("label")
        .class("choice")
        .child(input)
        .child(el("span").text(label))
}
