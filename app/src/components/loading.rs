//! What stands in a page's place while its content is on its way, or when it does not come.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::sync::Arc;

use crate::{
    pages::NotFoundPage,
    state::content::{Content, Load},
};

/// Shows the content at `path` with `render`, once it is there; on failure says why and offers to try again.
pub fn loaded<T, V>(path: String, render: impl Fn(Arc<T>) -> V + Send + 'static) -> impl IntoView
where
    T: DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let (state, retry) = Content::here().load::<T>(path);
    move || match state.get() {
        Load::Ready(it) => render(it).into_any(),
        Load::Loading => view! { <p class="notice" role="status">"Loading…"</p> }.into_any(),
        Load::Missing => view! { <NotFoundPage/> }.into_any(),
        Load::Failed(why) => view! {
            <div class="notice bad" role="alert">
                <p>{why}</p>
                <p><button class="button" on:click=move |_| retry.notify()>"Try again"</button></p>
            </div>
        }
        .into_any(),
    }
}
