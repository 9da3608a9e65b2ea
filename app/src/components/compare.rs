//! Items to be sorted into columns before the comparison is shown side by side.
//!
//! Each item is a group of radio buttons, so that it is sorted by mouse, touch and keyboard alike, and before the page
//! is live.

pub mod record;
pub mod state;

use exercises::model::{Column, Compare, CompareItem, Html};
use leptos::prelude::*;

use self::state::Sorting;
use super::{
    el::{El, button, el, icon, live, nothing},
    icon::markup,
    text::escape,
};

/// A sorting exercise.
#[component]
pub fn CompareBlock(
    /// The columns, and the items.
    compare: Compare,
) -> impl IntoView {
    let sorting = Sorting::new(compare);
    let compare = sorting.compare.get_value();
    let heading = format!("{}-title", compare.id);
    let columns = live(move || {
        if sorting.settled() {
            columns(sorting).done()
        } else {
            nothing()
        }
    });
    el("section")
        .class("block block-compare")
        .set("id", compare.id.clone())
        .set("aria-labelledby", heading.clone())
        .set("data-compare", compare.id.clone())
        .live("data-verdict", move || Some(sorting.word().into()))
        .child(el("h3").set("id", heading).text(compare.title.clone()))
        .child(el("p").html(compare.html.clone()))
        .child(lines(sorting, &compare))
        .view(columns)
        .done()
}

/// The lines to be sorted.
fn lines(sorting: Sorting, compare: &Compare) -> El {
    let items = compare
        .items
        .iter()
        .enumerate()
        .map(|(index, it)| item(sorting, compare, index, it).done());
    let wrong = move || sorting.verdicts.with(|it| it.contains(&Some(false)));
    let check = el("button")
        .set("type", "submit")
        .class("button primary")
        .live_text(move || if wrong() { "Check again" } else { "Check" }.into());
    let show = button("button quiet")
        .set("data-action", "show")
        .hidden(move || !wrong())
        .click(move || sorting.show())
        .text("Show the answer");
    let message = el("span")
        .class("hint")
        .live_text(move || sorting.message.get());
    el("form")
        .set("method", "dialog")
        .keep(sorting.form)
        .hidden(move || sorting.settled())
        .on("submit", move |event| sorting.submitted(&event))
        .on("change", move |event| sorting.changed(&event))
        .child(el("div").class("items").views(items))
        .child(
            el("div")
                .class("actions")
                .child(check)
                .child(show)
                .child(message),
        )
}

fn item(sorting: Sorting, compare: &Compare, index: usize, it: &CompareItem) -> El {
    let verdict = move || sorting.verdicts.with(|it| it.get(index).copied().flatten());
    let word = move || match verdict() {
        None => "unanswered",
        Some(true) => "correct",
        Some(false) => "wrong",
    };
    let segment = |(column, it): (usize, &Column)| {
        let title = escape(&it.title);
        format!(
            "<label><input type=\"radio\" name=\"i{index}\" value=\"{column}\"><span>{title}</span></label>"
        )
    };
    let segments: String = compare.columns.iter().enumerate().map(segment).collect();
    let explain = it.explain.clone();
    let why = move || verdict().map_or_else(nothing, |right| why(right, &explain).done());
    el("fieldset")
        .set("data-item", index.to_string())
        .live("data-verdict", move || Some(word().into()))
        .child(el("legend").text(it.text.clone()))
        .child(el("div").class("segments").html(segments))
        .view(live(why))
}

fn why(right: bool, explain: &str) -> El {
    let (class, drawing, said) = if right {
        ("why-note good", "check", "Right.")
    } else {
        ("why-note bad", "cross", "Not here.")
    };
    let drawing = markup(drawing);
    el("p").class(class).html(format!(
        "{drawing}<span><strong>{said}</strong> {explain}</span>"
    ))
}

/// The comparison side by side, once it has been found out.
fn columns(sorting: Sorting) -> El {
    let compare = sorting.compare.get_value();
    let shown = sorting.record.with_untracked(|it| it.shown);
    let (drawing, head) = if shown {
        ("info", "Side by side:")
    } else {
        ("check", "All sorted right. Side by side:")
    };
    let again = button("button small")
        .set("data-action", "again")
        .click(move || sorting.again());
    let columns: String = compare
        .columns
        .iter()
        .map(|it| column(&compare, it))
        .collect();
    el("div")
        .class("compared")
        .set("id", format!("{}-columns", compare.id))
        .set("tabindex", "-1")
        .child(
            el("p")
                .class("feedback-head")
                .view(icon(drawing))
                .text(head),
        )
        .child(el("div").class("columns").html(columns))
        .child(again.view(icon("reset")).text("Sort again"))
}

fn column(compare: &Compare, column: &Column) -> Html {
    let item = |it: &CompareItem| {
        format!(
            "<li><strong>{}</strong><span>{}</span></li>",
            escape(&it.text),
            it.explain
        )
    };
    let items: String = compare
        .items
        .iter()
        .filter(|it| it.column == column.id)
        .map(item)
        .collect();
    format!(
        "<div><h4>{}</h4><ul>{items}</ul></div>",
        escape(&column.title)
    )
}
