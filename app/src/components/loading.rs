//! What stands in a page's place while its content is on its way, or when it does not come.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::sync::Arc;

use super::erase::Erase;
use crate::{
    browser::navigation,
    pages::not_found,
    state::content::{Content, Load},
};

/// Shows the content at `path` with `render`, once it is there; on failure says why and offers to try again.
pub fn loaded<T, V>(path: String, render: impl Fn(Arc<T>) -> V + Send + 'static) -> AnyView
where
    T: DeserializeOwned + Send + Sync + 'static,
    V: IntoView + RenderHtml + 'static,
{
    let (state, retry) = Content::here().load::<T>(path);
    Effect::new(move |was_there: Option<bool>| {
        let is_there = matches!(state.get(), Load::Ready(_));
        if is_there && was_there == Some(false) {
            request_animation_frame(navigation::arrive);
        }
        is_there
    });
    (move || match state.get() {
        Load::Ready(it) => render(it).fixed(),
        Load::Loading => view! { <p class="notice" role="status">"Loading…"</p> }.fixed(),
        Load::Missing => not_found(),
        Load::Failed(why) => view! {
            <div class="notice bad" role="alert">
                <p>{why}</p>
                <p><button class="button" on:click=move |_| retry.notify()>"Try again"</button></p>
            </div>
        }
        .fixed(),
    })
    .erased()
}
