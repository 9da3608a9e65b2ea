//! Formatting: what `format` of `app/js/editor.js` gives.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Editor, Mark};

/// How formatting ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formatted {
    /// The code was changed; undo takes it back.
    Done,
    /// There was nothing to change.
    Same,
    /// What formats could not be fetched.
    NotFetched,
    /// The code is too long.
    TooLong,
    /// The code is in a language that is not formatted here.
    OtherLanguage,
    /// The code was changed again and again meanwhile.
    Busy,
    /// The code cannot be read; where, and what is wrong there.
    Unreadable(Mark),
}

impl Editor {
    /// Formats the code. Where there is only the textarea, nothing that formats could be fetched either.
    pub async fn format(&self) -> Formatted {
        let Self::Rich(handle) = self else {
            return Formatted::NotFetched;
        };
        let promise = handle.call("format", &[]);
        match promise.and_then(|it| it.dyn_into::<Promise>().ok()) {
            Some(promise) => match JsFuture::from(promise).await {
                Ok(told) => read(&told),
                Err(_) => Formatted::NotFetched,
            },
            None => Formatted::NotFetched,
        }
    }
}

fn read(told: &JsValue) -> Formatted {
    let get = |name: &str| Reflect::get(told, &name.into()).ok();
    let text = |name: &str| get(name).and_then(|it| it.as_string()).unwrap_or_default();
    let number = |name: &str| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded, and a place in the code is a small whole number"
        )]
        let whole = |it: f64| it.clamp(1.0, 1e9) as u32;
        get(name).and_then(|it| it.as_f64()).map_or(1, whole)
    };
    match text("ended").as_str() {
        "done" => Formatted::Done,
        "same" => Formatted::Same,
        "language" => Formatted::OtherLanguage,
        "long" => Formatted::TooLong,
        "busy" => Formatted::Busy,
        "parse" => Formatted::Unreadable(Mark {
            line: number("line"),
            column: number("column"),
            message: text("message"),
        }),
        _ => Formatted::NotFetched,
    }
}
