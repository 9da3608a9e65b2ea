//! The time of day, as learners read it.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// Milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// `21 Nov 2026, 22:05`, in the learner's own time zone; `ms` since 1970. None for what is no date.
pub fn said(ms: f64) -> Option<String> {
    // The furthest that a date can be (ECMA-262, section 21.4.1.1).
    if !ms.is_finite() || ms.abs() > 8.64e15 {
        return None;
    }
    let options = Object::new();
    for (name, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A fresh object takes any property.
        let _ = Reflect::set(&options, &name.into(), &style.into());
    }
    let date = Date::new(&JsValue::from_f64(ms));
    date.to_locale_string("en-GB", &options).as_string()
}
