//! How what Leptos starts (effects, mostly) is run. While a page comes to life there is much of it at once: then each
//! gets a task of its own, between which the page can answer its reader.

use std::sync::atomic::{AtomicBool, Ordering};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen_futures::spawn_local;

use super::timer;

/// Whether the page still comes to life.
static WAKING: AtomicBool = AtomicBool::new(true);

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, future: PinnedFuture<()>) {
        self.spawn_local(future);
    }

    fn spawn_local(&self, future: PinnedLocalFuture<()>) {
        if WAKING.load(Ordering::Relaxed) {
            spawn_local(async move {
                timer::turn().await;
                future.await;
            });
        } else {
            spawn_local(future);
        }
    }

    fn poll_local(&self) {}
}

/// Runs what is started from now on, before Leptos would choose a way of its own.
pub fn begin() {
    // It can only have been done already.
    let _ = Executor::init_custom_executor(Tasks);
}

/// From now on, what is started runs right after what started it.
pub fn awake() {
    WAKING.store(false, Ordering::Relaxed);
}
