//! The place of a part whose code arrives when it comes near: its HTML stands there from the start.

use leptos::{
    ev,
    html::{self, HtmlElement},
    prelude::*,
    tachys::{
        html::attribute::Attribute,
        hydration::Cursor,
        view::{Mountable, PositionState, any_view::AnyViewState},
    },
    task::spawn_local,
};
use web_sys::Element;

use super::lazy::{self, Part};
use crate::browser::{
    dom, timer,
    viewport::{self, Watch},
};

/// How far from the window a part is fetched, in CSS pixels.
const MARGIN: u32 = 600;

/// When a part's code is fetched.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// When the part comes near the visible part of the page, or is touched.
    Near,
    /// As soon as the page is live.
    Soon,
    /// Once this is true.
    Wanted(Signal<bool>),
}

/// Has every part of the page that could not be loaded fetched once more: they all failed for the same reason.
#[derive(Clone, Copy)]
pub struct Again(Trigger);

impl Default for Again {
    fn default() -> Self {
        Self(Trigger::new())
    }
}

impl Again {
    /// What the page's parts listen to.
    fn here() -> Self {
        use_context().unwrap_or_default()
    }
}

/// How far a part has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    Coming,
    Live,
    Failed,
}

/// The place of a part.
#[component]
pub fn Slot(
    /// Which part.
    part: Part,
    /// Its content.
    #[prop(into)]
    json: String,
    /// When its code is fetched.
    when: When,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let stage = RwSignal::new(Stage::Waiting);
    let text = StoredValue::new(json.clone());
    let owner = StoredValue::new(Owner::current().map(|it| it.child()));
    let standing_view = StoredValue::new_local(None::<AnyViewState>);
    let watch = StoredValue::new_local(None::<Watch>);
    let fetch = move || {
        if matches!(stage.get_untracked(), Stage::Coming | Stage::Live) {
            return;
        }
        stage.set(Stage::Coming);
        spawn_local(async move {
            let brought = lazy::bring(part, text.get_value()).await;
            // Parts of the same code arrive together: each gets a task of its own, between which the page can answer.
            timer::turn().await;
            let (Some(Some(place)), Some(Some(owner))) =
                (place.try_get_untracked(), owner.try_get_value())
            else {
                return;
            };
            let Ok(make) = brought else {
                return stage.set(Stage::Failed);
            };
            standing_view.set_value(Some(owner.with(|| attach(&place, make()))));
            stage.set(Stage::Live);
            watch.set_value(None);
            dom::mark_live(&place);
        });
    };
    let again = Again::here();
    Effect::new(move |_| {
        again.0.track();
        if stage.get_untracked() == Stage::Failed {
            fetch();
        }
    });
    Effect::new(move |_| {
        let Some(element) = place.get() else { return };
        match when {
            When::Soon => fetch(),
            When::Wanted(wanted) => {
                if wanted.get() {
                    fetch();
                }
            }
            // Where nothing stands yet, there is nothing to read until it has come.
            When::Near if element.first_element_child().is_none() => fetch(),
            // A browser that cannot watch gets the part at once.
            When::Near => match viewport::watch(&element, MARGIN, fetch) {
                Ok(it) => watch.set_value(Some(it)),
                Err(_) => fetch(),
            },
        }
    });
    view! {
        {standing(part, json, place).on(ev::pointerdown, move |_| fetch()).on(ev::focusin, move |_| fetch())}
        {move || (stage.get() == Stage::Failed).then(|| view! {
            <p class="notice warn" role="alert">
                "This part could not be loaded: the server may be stopped, or the network is away. What you did so far is kept. "
                <button type="button" class="button small" on:click=move |_| again.0.notify()>"Try again"</button>
            </p>
        })}
    }
}

/// The place with its HTML, at build time.
#[cfg(feature = "ssr")]
fn standing(
    part: Part,
    json: String,
    place: NodeRef<html::Div>,
) -> HtmlElement<html::Div, impl Attribute, impl RenderHtml + 'static> {
    // What is not wanted yet takes no room in the page.
    let view = (!matches!(
        part,
        Part::Keys | Part::Inspector | Part::Serve | Part::Attempts | Part::Share | Part::Shared
    ))
    .then(|| lazy::make(part, json));
    html::div().class("slot").node_ref(place).child(view)
}

/// The place, in whatever state it stands in the page: what is in it is taken over when the code is there.
#[cfg(not(feature = "ssr"))]
fn standing(
    _: Part,
    _: String,
    place: NodeRef<html::Div>,
) -> HtmlElement<html::Div, impl Attribute, ()> {
    html::div().class("slot").node_ref(place)
}

/// Brings a view to life in a place: over the HTML that stands there, or anew.
fn attach(place: &Element, view: AnyView) -> AnyViewState {
    // On a page that was not prerendered, the renderer may have left a comment here.
    if place.first_element_child().is_some() {
        return view.hydrate::<true>(&Cursor::new(place.clone()), &PositionState::default());
    }
    let mut state = view.build();
    state.mount(place, None);
    state
}
