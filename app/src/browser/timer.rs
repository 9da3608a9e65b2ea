//! The browser's timers, ended when they are dropped.

use std::{cell::Cell, pin::pin};

use futures::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// Waits for a task of its own: what the page was asked in the meantime is answered first.
pub async fn turn() {
    let promise = Promise::new(&mut |resolve, _| {
        let set = dom::window().map(|it| it.set_timeout_with_callback(&resolve));
        if !matches!(set, Some(Ok(_))) {
            // Without timers there is nothing to wait for. Calling what resolves a promise cannot fail.
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// Waits for a future, but not longer than `ms` milliseconds: then `None`.
pub async fn within<T>(ms: i32, future: impl Future<Output = T>) -> Option<T> {
    let timer = Cell::new(None);
    let over = Promise::new(&mut |resolve, _| {
        timer.set(Timer::once(ms, move || {
            // Calling what resolves a promise cannot fail.
            let _ = resolve.call0(&JsValue::NULL);
        }));
    });
    match select(pin!(future), pin!(JsFuture::from(over))).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

/// A timer that runs until it is dropped.
pub struct Timer {
    id: i32,
    repeats: bool,
    _tick: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `tick` once, after `ms` milliseconds.
    pub fn once(ms: i32, tick: impl FnMut() + 'static) -> Option<Self> {
        Self::start(ms, false, tick)
    }

    /// Calls `tick` every `ms` milliseconds.
    pub fn every(ms: i32, tick: impl FnMut() + 'static) -> Option<Self> {
        Self::start(ms, true, tick)
    }

    fn start(ms: i32, repeats: bool, tick: impl FnMut() + 'static) -> Option<Self> {
        let window = dom::window()?;
        let tick = Closure::<dyn FnMut()>::new(tick);
        let callback = tick.as_ref().unchecked_ref();
        let id = if repeats {
            window.set_interval_with_callback_and_timeout_and_arguments_0(callback, ms)
        } else {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, ms)
        };
        Some(Self {
            id: id.ok()?,
            repeats,
            _tick: tick,
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(window) = dom::window() else { return };
        if self.repeats {
            window.clear_interval_with_handle(self.id);
        } else {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
