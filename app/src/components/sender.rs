//! Sends one request at a time for a component, and stops it when the component goes.

use std::sync::Arc;

use exercises::observe::RequestSpec;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser::api::Stop,
    state::exchanges::{Entry, Exchanges, Initiator},
};

/// Sends one request at a time.
#[derive(Clone, Copy)]
pub struct Sender {
    exchanges: Exchanges,
    busy: RwSignal<bool>,
    stop: StoredValue<Option<Stop>, LocalStorage>,
}

impl Sender {
    /// One for the component that is being set up.
    pub fn new() -> Self {
        let sender = Self {
            exchanges: Exchanges::here(),
            busy: RwSignal::new(false),
            stop: StoredValue::new_local(None),
        };
        on_cleanup(move || sender.stop());
        sender
    }

    /// Whether a request is under way.
    pub fn busy(self) -> RwSignal<bool> {
        self.busy
    }

    /// Sends a request, unless one is under way, and calls `then` with the exchange once it has ended.
    pub fn send(
        self,
        request: RequestSpec,
        initiator: Initiator,
        then: impl FnOnce(Arc<Entry>) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        // Every browser that runs WebAssembly can stop a request.
        let Some(stop) = Stop::new() else { return };
        self.stop.set_value(Some(stop.clone()));
        self.busy.set(true);
        spawn_local(async move {
            let entry = self.exchanges.send(request, initiator, &stop).await;
            // The component may have gone in the meantime: then nobody waits for it.
            if self.busy.try_set(false).is_none() {
                then(entry);
            }
        });
    }

    /// Stops the request under way, if there is one.
    pub fn stop(self) {
        let _ = self.stop.try_with_value(|it| {
            if let Some(it) = it {
                it.stop();
            }
        });
    }
}

impl Default for Sender {
    fn default() -> Self {
        Self::new()
    }
}
