//! Type erasure that is cheap to download.
//!
//! `into_any` compiles six ways to render a view, two of which this app never takes: hydration that waits for lazily
//! loaded code, and, for the views that never change their shape, an update in place. Leaving them out is what keeps
//! the WebAssembly within its budget: of 700 KB of machine code they were 200.

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        ssr::StreamBuilder,
        view::{Mountable, Position, PositionState, add_attr::AddAnyAttr},
    },
};

/// Erases the type of a view.
pub trait Erase: IntoView {
    /// For views that may be updated in place: those inside `move ||`.
    fn erased(self) -> AnyView
    where
        Self: RenderHtml + 'static,
    {
        Plain::<Self, true>(self).into_any()
    }

    /// For pages and blocks, which are replaced as a whole if ever.
    fn fixed(self) -> AnyView
    where
        Self: RenderHtml + 'static,
    {
        Plain::<Self, false>(self).into_any()
    }
}

impl<V: IntoView> Erase for V {}

/// A view without asynchronous hydration; with `UPDATE` it is updated in place, without it is replaced.
struct Plain<V, const UPDATE: bool>(V);

impl<V: Render, const UPDATE: bool> Render for Plain<V, UPDATE> {
    type State = V::State;

    fn build(self) -> Self::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut Self::State) {
        if UPDATE {
            return self.0.rebuild(state);
        }
        let mut new = self.0.build();
        // Only a view without any node has no place to insert at; then there is nothing to replace.
        if state.insert_before_this(&mut new) {
            state.unmount();
            *state = new;
        }
    }
}

impl<V: RenderHtml, const UPDATE: bool> AddAnyAttr for Plain<V, UPDATE> {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _: A) -> Self::Output<A> {
        self
    }
}

impl<V: RenderHtml, const UPDATE: bool> RenderHtml for Plain<V, UPDATE> {
    type AsyncOutput = Plain<V::AsyncOutput, UPDATE>;
    type Owned = Plain<V::Owned, UPDATE>;

    const MIN_LENGTH: usize = V::MIN_LENGTH;
    const EXISTS: bool = V::EXISTS;

    fn dry_resolve(&mut self) {
        self.0.dry_resolve();
    }

    async fn resolve(self) -> Self::AsyncOutput {
        Plain(self.0.resolve().await)
    }

    fn html_len(&self) -> usize {
        self.0.html_len()
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark: bool,
        extra: Vec<AnyAttribute>,
    ) {
        self.0.to_html_with_buf(buf, position, escape, mark, extra);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark: bool,
        extra: Vec<AnyAttribute>,
    ) where
        Self: Sized,
    {
        self.0
            .to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark, extra);
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        hydrate::<V, FROM_SERVER>(self.0, cursor, position)
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        hydrate::<V, true>(self.0, cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        Plain(self.0.into_owned())
    }
}

/// One copy of the code for both ways to hydrate: inlined, the second would double it.
#[inline(never)]
fn hydrate<V: RenderHtml, const FROM_SERVER: bool>(
    view: V,
    cursor: &Cursor,
    position: &PositionState,
) -> V::State {
    view.hydrate::<FROM_SERVER>(cursor, position)
}
