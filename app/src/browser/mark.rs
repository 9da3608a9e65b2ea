//! Marks one of many elements that were written as text, and so are not known one by one.

use web_sys::Element;

use super::form;

/// Sets `data-now` on the elements whose `data-message` is `number`, and `aria-current` on those of a list; takes both
/// from all others.
pub fn message(root: &Element, number: Option<usize>) {
    let number = number.map(|it| it.to_string());
    for it in form::parts(root, "[data-message]") {
        let marked = number.is_some() && it.get_attribute("data-message") == number;
        set(&it, "data-now", marked.then_some(""));
        set(
            &it,
            "aria-current",
            (marked && it.tag_name() == "LI").then_some("step"),
        );
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Both names are attributes that any element may have.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
