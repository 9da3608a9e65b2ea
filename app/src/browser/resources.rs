//! Listens to Resource Timing: everything that this page fetched, with the time that each part took.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
    PerformanceResourceTiming,
};

use crate::wire::{text::whole, timing::Timing};

/// One resource that the page fetched.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The URL that was asked for.
    pub url: String,
    /// What asked for it, in the browser's word: `fetch`, `script`, `link`, `navigation`…
    pub kind: String,
    /// The status code; 0 where the browser does not tell, or there was none.
    pub status: u16,
    /// Its timing.
    pub timing: Timing,
}

/// Ends the listening when it is dropped.
pub struct Listener {
    observer: PerformanceObserver,
    _heard: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `heard` with every resource, also those from before the call. `None` where the browser has no such thing.
pub fn listen(mut heard: impl FnMut(Resource) + 'static) -> Option<Listener> {
    let closure = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
        move |list: PerformanceObserverEntryList| {
            for entry in list.get_entries() {
                // A navigation's entry is a subtype.
                if let Ok(entry) = entry.dyn_into::<PerformanceResourceTiming>() {
                    heard(resource(&entry));
                }
            }
        },
    );
    let observer = PerformanceObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    for kind in ["navigation", "resource"] {
        // Not by its constructor: that sets `entryTypes`, which excludes `type`.
        let options: PerformanceObserverInit = js_sys::Object::new().unchecked_into();
        js_sys::Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
        options.set_buffered(true);
        observer.observe(&options);
    }
    Some(Listener {
        observer,
        _heard: closure,
    })
}

fn resource(entry: &PerformanceResourceTiming) -> Resource {
    let status = js_sys::Reflect::get(entry, &JsValue::from_str("responseStatus")).ok();
    let status = status.and_then(|it| it.as_f64()).map_or(0, whole);
    Resource {
        url: entry.name(),
        kind: entry.initiator_type(),
        status: u16::try_from(status).unwrap_or_default(),
        timing: Timing {
            start: entry.start_time(),
            fetch: entry.fetch_start(),
            dns: (entry.domain_lookup_start(), entry.domain_lookup_end()),
            connect: (entry.connect_start(), entry.connect_end()),
            secure: entry.secure_connection_start(),
            request: entry.request_start(),
            response: entry.response_start(),
            end: entry.response_end(),
            protocol: entry.next_hop_protocol(),
            transferred: whole(entry.transfer_size()),
            encoded: whole(entry.encoded_body_size()),
            decoded: whole(entry.decoded_body_size()),
        },
    }
}
