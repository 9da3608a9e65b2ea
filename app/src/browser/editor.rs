//! What the learner writes code in: the textarea of the page, and CodeMirror (`app/js/editor.js`) once it has arrived.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, HtmlTextAreaElement};

use super::dom;

mod format;

pub use format::Formatted;

/// The name under which the editor's module puts its one function.
const GLOBAL: &str = "roundtripEditor";
/// The id of the script element that loads the module.
const SCRIPT: &str = "editor-module";

/// Where the learner's code stands.
#[derive(Clone)]
pub enum Editor {
    /// The textarea of the page.
    Plain(HtmlTextAreaElement),
    /// CodeMirror, in place of the textarea.
    Rich(Handle),
    /// Something else that code comes of, such as lines that are put in order.
    Lines(Rc<dyn Surface>),
}

/// What code comes of where nothing is typed.
pub trait Surface {
    /// The code as it is now.
    fn text(&self) -> String;
    /// Makes it hold this code, as far as it can.
    fn set(&self, text: &str);
    /// Moves the focus to a line, from 1.
    fn go(&self, line: u32);
    /// Marks a line, from 1, and says what is wrong there.
    fn mark(&self, line: u32, message: &str);
    /// Takes the mark away.
    fn unmark(&self);
}

/// What the editor calls.
pub struct Calls {
    /// The learner changed the text.
    pub change: Box<dyn FnMut()>,
    /// The learner asked for a run.
    pub run: Box<dyn FnMut()>,
    /// The focus left the editor.
    pub blur: Box<dyn FnMut()>,
    /// The learner asked to have the code formatted.
    pub format: Box<dyn FnMut()>,
}

/// A place that something is wrong with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

/// What `mount` of `app/js/editor.js` returned.
#[derive(Clone)]
pub struct Handle(JsValue);

impl Handle {
    /// Calls a method; whatever goes wrong in there must not end the page.
    fn call(&self, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
        let method = Reflect::get(&self.0, &name.into()).ok()?;
        let arguments: Array = arguments.iter().collect();
        method
            .dyn_ref::<Function>()?
            .apply(&self.0, &arguments)
            .ok()
    }
}

impl Editor {
    /// The text as it is now.
    pub fn text(&self) -> String {
        match self {
            Self::Plain(area) => area.value(),
            Self::Rich(it) => it
                .call("get", &[])
                .and_then(|it| it.as_string())
                .unwrap_or_default(),
            Self::Lines(it) => it.text(),
        }
    }

    /// Replaces the text. In CodeMirror, undo takes it back. The calls of [`Calls`] are not made.
    pub fn set(&self, text: &str) {
        match self {
            Self::Plain(area) => area.set_value(text),
            Self::Rich(it) => drop(it.call("set", &[text.into()])),
            Self::Lines(it) => it.set(text),
        }
    }

    /// Moves the focus to the code.
    pub fn focus(&self) {
        match self {
            Self::Plain(area) => drop(area.focus()),
            Self::Rich(it) => drop(it.call("focus", &[])),
            Self::Lines(it) => it.go(1),
        }
    }

    /// Moves the cursor to a line and column, both from 1, and the focus with it.
    pub fn go(&self, line: u32, column: u32) {
        match self {
            Self::Plain(area) => {
                let at = offset_of(&area.value(), line, column);
                // Refused only for inputs without text.
                let _ = area.set_selection_range(at, at);
                let _ = area.focus();
            }
            Self::Rich(it) => drop(it.call("go", &[line.into(), column.into()])),
            Self::Lines(it) => it.go(line),
        }
    }

    /// Marks these places and no others, and says what is wrong there. The textarea cannot; the report says it all the
    /// same.
    pub fn mark(&self, marks: &[Mark]) {
        match self {
            Self::Plain(_) => {}
            Self::Rich(it) => {
                let told =
                    |it: &Mark| [it.line.into(), it.column.into(), it.message.as_str().into()];
                let told: Vec<JsValue> = marks.iter().flat_map(told).collect();
                it.call("mark", &told);
            }
            // What does not run stops at one line.
            Self::Lines(it) => match marks {
                [] => it.unmark(),
                [first, ..] => it.mark(first.line, &first.message),
            },
        }
    }

    /// Takes all marks away.
    pub fn unmark(&self) {
        match self {
            Self::Plain(_) => {}
            Self::Rich(it) => drop(it.call("unmark", &[])),
            Self::Lines(it) => it.unmark(),
        }
    }

    /// Tells what may be proposed: the guide of the contract, as JSON, and the name of the function to write. The textarea
    /// proposes nothing.
    pub fn teach(&self, guide: &str, entry: &str) {
        if let Self::Rich(it) = self {
            it.call("teach", &[guide.into(), entry.into()]);
        }
    }

    /// Says what the text is written in, by the language's name. The textarea makes no difference.
    pub fn write_in(&self, language: &str) {
        if let Self::Rich(it) = self {
            it.call("writeIn", &[language.into()]);
        }
    }

    /// Ends the editor, when its page is left.
    pub fn destroy(&self) {
        if let Self::Rich(it) = self {
            it.call("destroy", &[]);
        }
    }
}

/// Loads the editor's module, once a page. `None`: it did not come, and the textarea goes on serving.
pub async fn load() -> Option<Function> {
    if let Some(mount) = loaded() {
        return Some(mount);
    }
    let document = dom::document()?;
    let script = match document.get_element_by_id(SCRIPT) {
        Some(script) => script,
        None => add_script(&document)?,
    };
    // Either way it is settled: what counts is whether the function is there now.
    let _ = JsFuture::from(settled(&script)).await;
    let mount = loaded();
    if mount.is_none() {
        // So that the next attempt fetches again.
        script.remove();
    }
    mount
}

/// The function that makes an editor, where its module has arrived.
pub fn loaded() -> Option<Function> {
    Reflect::get(&js_sys::global(), &GLOBAL.into())
        .ok()?
        .dyn_into()
        .ok()
}

fn add_script(document: &Document) -> Option<Element> {
    let url = document.document_element()?.get_attribute("data-editor")?;
    let script = document.create_element("script").ok()?;
    for (name, value) in [("type", "module"), ("id", SCRIPT), ("src", &url)] {
        script.set_attribute(name, value).ok()?;
    }
    document.head()?.append_child(&script).ok()?;
    Some(script)
}

/// A promise that is kept when the script has run and broken when it cannot.
fn settled(script: &Element) -> Promise {
    Promise::new(&mut |resolve, reject| {
        for (event, then) in [("load", resolve), ("error", reject)] {
            // Listening fails only on what is no event target.
            let _ = script.add_event_listener_with_callback(event, &then);
        }
    })
}

/// Puts CodeMirror into `host` with the text, the selection and the focus of `area`, and hides `area`.
/// `None`: it could not be made, and the textarea stays.
pub fn mount(
    function: &Function,
    host: &HtmlElement,
    area: &HtmlTextAreaElement,
    language: &str,
    calls: Calls,
) -> Option<Editor> {
    let options = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
    set("doc", &area.value().into())?;
    set("language", &language.into())?;
    set(
        "anchor",
        &area.selection_start().ok().flatten().unwrap_or(0).into(),
    )?;
    set(
        "head",
        &area.selection_end().ok().flatten().unwrap_or(0).into(),
    )?;
    for (name, call) in [
        ("onChange", calls.change),
        ("onRun", calls.run),
        ("onBlur", calls.blur),
        ("onFormat", calls.format),
    ] {
        // Owned by the editor from here on, and freed with it.
        set(name, &Closure::<dyn FnMut()>::wrap(call).into_js_value())?;
    }
    let focused = dom::document()?
        .active_element()
        .is_some_and(|it| it == *AsRef::<Element>::as_ref(area));
    host.set_hidden(false);
    let Ok(handle) = function.call2(&JsValue::UNDEFINED, host, &options) else {
        host.set_hidden(true);
        return None;
    };
    let editor = Editor::Rich(Handle(handle));
    if focused {
        editor.focus();
    }
    area.set_hidden(true);
    Some(editor)
}

/// Where a line and column, both from 1, stand in a text, in UTF-16 units; the nearest place where there is no such one.
fn offset_of(text: &str, line: u32, column: u32) -> u32 {
    let units = |it: &str| u32::try_from(it.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut at = 0;
    for (number, content) in (1..).zip(text.split('\n')) {
        let length = units(content);
        if number == line {
            return at + column.saturating_sub(1).min(length);
        }
        at += length + 1;
    }
    units(text)
}

#[cfg(test)]
mod tests {
    use super::offset_of;

    #[test]
    fn a_place_is_found_or_the_nearest_one() {
        let text = "ab\nç😀d\n";
        for (line, column, at) in [
            (1, 1, 0),
            (1, 3, 2),
            (1, 9, 2),
            (2, 1, 3),
            (2, 4, 6),
            (3, 1, 8),
            (9, 9, 8),
            (0, 0, 8),
        ] {
            assert_eq!(offset_of(text, line, column), at, "{line}:{column}");
        }
    }
}
