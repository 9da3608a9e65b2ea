//! The edge between the brief and the editor, which can be dragged, or moved with the arrow keys. It is there only where
//! they stand side by side.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    components::el::{El, el},
    state::desk::{Desk, DeskSettings, SHARES, STEP},
    wire::text::whole,
};

/// The edge.
pub fn split() -> El {
    let desk = DeskSettings::here();
    let key = move |event: ev::KeyboardEvent| {
        let share = desk.now().share;
        let share = match event.key().as_str() {
            "ArrowLeft" => share.saturating_sub(STEP),
            "ArrowRight" => share.saturating_add(STEP),
            "Home" => *SHARES.start(),
            "End" => *SHARES.end(),
            _ => return,
        };
        event.prevent_default();
        desk.set(desk.now().shared(share));
    };
    let grab = move |event: ev::PointerEvent| {
        event.prevent_default();
        if let Some(it) = element(&event) {
            // Without it, the drag ends where the pointer leaves the edge.
            let _ = it.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: ev::PointerEvent| {
        if event.buttons() == 1
            && let Some(share) = share(&event)
        {
            desk.set(desk.now().shared(share));
        }
    };
    el("div")
        .class("challenge-split")
        .set("role", "separator")
        .set("tabindex", "0")
        .set("aria-orientation", "vertical")
        .set("aria-label", "Width of the task beside the editor")
        .set("aria-valuemin", SHARES.start().to_string())
        .set("aria-valuemax", SHARES.end().to_string())
        .live("aria-valuenow", move || Some(desk.get().share.to_string()))
        .on("keydown", key)
        .on("pointerdown", grab)
        .on("pointermove", drag)
        .on("dblclick", move |_: ev::Event| {
            desk.set(desk.now().shared(Desk::default().share));
        })
}

fn element(event: &ev::PointerEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The hundredths of the challenge that lie before the pointer.
fn share(event: &ev::PointerEvent) -> Option<u8> {
    let room = element(event)?.parent_element()?.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - room.left()) / room.width().max(1.0) * 100.0;
    u8::try_from(whole(share.clamp(0.0, 100.0))).ok()
}
