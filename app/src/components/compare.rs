//! Items to be sorted into columns before the comparison is shown side by side.
//!
//! Each item is a group of radio buttons, so that it is sorted by mouse, touch and keyboard alike, and before the page
//! is live.

pub mod record;
pub mod state;

use exercises::model::{Compare, CompareItem};
use leptos::{ev::SubmitEvent, prelude::*};

use self::state::Sorting;
use super::{erase::Erase, icon::Icon};

/// A sorting exercise.
#[component]
pub fn CompareBlock(
    /// The columns, and the items.
    compare: Compare,
) -> impl IntoView {
    let sorting = Sorting::new(compare);
    let compare = sorting.compare.get_value();
    let settled = Memo::new(move |_| sorting.settled());
    let items = compare
        .items
        .iter()
        .enumerate()
        .map(|(index, it)| item(sorting, index, it))
        .collect_view();
    let columns = move || settled.get().then(|| columns(sorting));
    let wrong = move || sorting.verdicts.with(|it| it.contains(&Some(false)));
    let (message, set_message) = signal(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        set_message.set(sorting.check());
    };
    let heading = format!("{}-title", compare.id);
    view! {
        <section class="block block-compare" id=compare.id.clone() aria-labelledby=heading.clone() data-compare=compare.id.clone()
            data-verdict=move || sorting.word()>
            <h3 id=heading.clone()>{compare.title.clone()}</h3>
            <p inner_html=compare.html.clone()></p>
            <form method="dialog" node_ref=sorting.form hidden=settled on:submit=submit on:change=move |event| sorting.changed(&event)>
                <div class="items">{items}</div>
                <div class="actions">
                    <button type="submit" class="button primary">{move || if wrong() { "Check again" } else { "Check" }}</button>
                    {move || wrong().then(|| view! {
                        <button type="button" class="button quiet" data-action="show" on:click=move |_| sorting.show()>"Show the answer"</button>
                    }.fixed())}
                    <span class="hint">{message}</span>
                </div>
            </form>
            {columns}
        </section>
    }
}

fn item(sorting: Sorting, index: usize, it: &CompareItem) -> AnyView {
    let verdict = move || sorting.verdicts.with(|it| it.get(index).copied().flatten());
    let word = move || match verdict() {
        None => "unanswered",
        Some(true) => "correct",
        Some(false) => "wrong",
    };
    let columns = sorting.compare.with_value(|it| it.columns.clone()).into_iter().enumerate().map(|(column, it)| {
        view! {
            <label><input type="radio" name=format!("i{index}") value=column/><span>{it.title}</span></label>
        }
    });
    let why = move || {
        let right = verdict()?;
        let explain = sorting
            .compare
            .with_value(|it| it.items.get(index).map(|it| it.explain.clone()))?;
        let (class, icon, said) = if right {
            ("why-note good", "check", "Right. ")
        } else {
            ("why-note bad", "cross", "Not here. ")
        };
        Some(
            view! { <p class=class><Icon name=icon/><span><strong>{said}</strong><span inner_html=explain></span></span></p> }.fixed(),
        )
    };
    view! {
        <fieldset data-item=index data-verdict=word>
            <legend>{it.text.clone()}</legend>
            <div class="segments">{columns.collect_view()}</div>
            {why}
        </fieldset>
    }
    .fixed()
}

/// The comparison side by side, once it has been found out.
fn columns(sorting: Sorting) -> AnyView {
    let compare = sorting.compare.get_value();
    let shown = sorting.record.with_untracked(|it| it.shown);
    let column = |id: &str, title: &str| {
        let items = compare.items.iter().filter(|it| it.column == id);
        let items = items.map(|it| view! { <li><strong>{it.text.clone()}</strong><span inner_html=it.explain.clone()></span></li> });
        view! { <div><h4>{title.to_owned()}</h4><ul>{items.collect_view()}</ul></div> }
    };
    let columns = compare
        .columns
        .iter()
        .map(|it| column(&it.id, &it.title))
        .collect_view();
    let head = if shown {
        "Side by side:"
    } else {
        "All sorted right. Side by side:"
    };
    view! {
        <div class="compared" id=format!("{}-columns", compare.id) tabindex="-1">
            <p class="feedback-head"><Icon name=if shown { "info" } else { "check" }/>{head}</p>
            <div class="columns">{columns}</div>
            <button type="button" class="button small" data-action="again" on:click=move |_| sorting.again()><Icon name="reset"/>"Sort again"</button>
        </div>
    }
    .fixed()
}
