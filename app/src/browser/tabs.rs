//! What the tabs of this site tell each other: short lists of texts, heard by all tabs but the one that speaks.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::MessageEvent;

/// The other tabs, for as long as it lives.
pub struct Tabs {
    /// A `BroadcastChannel`, called by name: that is less code than its bindings, and every page carries it.
    channel: JsValue,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Listens under a name; `heard` gets the texts by their place. None where the browser has no such channels.
    pub fn join(
        name: &str,
        mut heard: impl FnMut(&dyn Fn(u32) -> String) + 'static,
    ) -> Option<Self> {
        let class = Reflect::get(&js_sys::global(), &"BroadcastChannel".into()).ok()?;
        let class: Function = class.dyn_into().ok()?;
        let channel = Reflect::construct(&class, &Array::of1(&name.into())).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // Only tabs of this origin speak here, and what they say are texts.
            let said: Array = event.data().unchecked_into();
            heard(&|at| said.get(at).as_string().unwrap_or_default());
        });
        Reflect::set(&channel, &"onmessage".into(), heard.as_ref()).ok()?;
        Some(Self {
            channel,
            _heard: heard,
        })
    }

    /// Says something.
    pub fn tell(&self, texts: &[&str]) {
        let said: Array = texts.iter().map(|it| JsValue::from_str(it)).collect();
        if let Ok(post) = Reflect::get(&self.channel, &"postMessage".into())
            && let Some(post) = post.dyn_ref::<Function>()
        {
            // Texts can be sent, and the channel is open as long as the page.
            let _ = post.call1(&self.channel, &said);
        }
    }
}
