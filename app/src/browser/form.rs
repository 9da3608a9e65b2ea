//! Reads and sets the plain controls of a form: radio buttons, checkboxes, text fields and selects.
//!
//! The controls are uncontrolled, so what was chosen before the page was live is there to be read. Indices stand in
//! the controls' `value`.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// The values of the checked radio buttons and checkboxes, in document order.
pub fn chosen(form: &Element) -> Vec<usize> {
    inputs(form)
        .filter(HtmlInputElement::checked)
        .filter_map(|it| it.value().parse().ok())
        .collect()
}

/// Checks exactly the radio buttons and checkboxes with these values.
pub fn choose(form: &Element, values: &[usize]) {
    for input in inputs(form) {
        let wanted = input.value().parse().is_ok_and(|it| values.contains(&it));
        input.set_checked(wanted);
    }
}

/// What the form's first text field holds.
pub fn text(form: &Element) -> String {
    field(form).map(|it| it.value()).unwrap_or_default()
}

/// Sets the form's first text field.
pub fn set_text(form: &Element, text: &str) {
    if let Some(it) = field(form) {
        it.set_value(text);
    }
}

/// What each `<select>` is set to; `None` where nothing is chosen.
pub fn selected(form: &Element) -> Vec<Option<usize>> {
    selects(form).map(|it| it.value().parse().ok()).collect()
}

/// Sets each `<select>`, in document order; those beyond the end of `values` to nothing.
pub fn select(form: &Element, values: &[Option<usize>]) {
    for (place, select) in selects(form).enumerate() {
        let value = values
            .get(place)
            .copied()
            .flatten()
            .map(|it| it.to_string());
        select.set_value(value.as_deref().unwrap_or_default());
    }
}

/// The elements inside `root` that a selector names, in document order.
pub fn parts(root: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    all(root, selector)
}

/// Moves the keyboard's focus to the first control of `root` that can take it.
pub fn focus_first(root: &Element) {
    let found = root.query_selector("input:enabled, select:enabled, button:enabled");
    if let Some(it) = found
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<HtmlElement>().ok())
    {
        let _ = it.focus();
    }
}

/// Whether the keyboard's focus is inside `root`.
pub fn has_focus(root: &Element) -> bool {
    let active = root.owner_document().and_then(|it| it.active_element());
    active.is_some_and(|it| root.contains(Some(&it)))
}

fn field(form: &Element) -> Option<HtmlInputElement> {
    form.query_selector("input[type=text]")
        .ok()??
        .dyn_into()
        .ok()
}

fn inputs(form: &Element) -> impl Iterator<Item = HtmlInputElement> + use<> {
    all(form, "input[type=radio], input[type=checkbox]")
}

fn selects(form: &Element) -> impl Iterator<Item = HtmlSelectElement> + use<> {
    all(form, "select")
}

fn all<T: JsCast>(form: &Element, selector: &str) -> impl Iterator<Item = T> + use<T> {
    let found = form.query_selector_all(selector).ok();
    let length = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..length).filter_map(move |it| found.as_ref()?.item(it)?.dyn_into().ok())
}
