//! Sends requests for real, with `fetch`: within a deadline, reading no more of a body than there is room for.

use std::{cell::Cell, rc::Rc};

use exercises::observe::{RequestSpec, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStream, ReadableStreamDefaultReader, Request, RequestInit,
};

use super::{dom, timer::Timer};
use crate::wire::answer::{Answer, BODY_LIMIT, Cut, DEADLINE_MS, Failure, decode};

/// Stops a request that is under way. Clones stop the same one.
#[derive(Clone)]
pub struct Stop {
    controller: AbortController,
    /// Set by whoever aborts: true for the deadline, false for the learner.
    late: Rc<Cell<Option<bool>>>,
}

impl Stop {
    /// One for a request still to be sent; none where the browser cannot stop any.
    pub fn new() -> Option<Self> {
        Some(Self {
            controller: AbortController::new().ok()?,
            late: Rc::default(),
        })
    }

    /// Stops the request, if it is still under way.
    pub fn stop(&self) {
        self.abort(false);
    }

    fn abort(&self, late: bool) {
        if self.late.get().is_none() {
            self.late.set(Some(late));
            self.controller.abort();
        }
    }
}

/// The URL that a request goes to from this page: absolute, without fragment. `None` where it is no URL.
pub fn resolve(url: &str) -> Option<String> {
    let url = web_sys::Url::new_with_base(url, &dom::window()?.location().href().ok()?).ok()?;
    url.set_hash("");
    Some(url.href())
}

/// Whether an absolute URL is of this page's origin and under `/api/`.
pub fn is_api(url: &str) -> bool {
    web_sys::Url::new(url)
        .is_ok_and(|it| it.origin() == dom::origin() && it.pathname().starts_with("/api/"))
}

/// Sends a request to an absolute URL, and reads the response.
///
/// # Errors
/// A [`Failure`] when no response arrived: the browser refused the request, nobody answered, or not in time.
pub async fn send(request: &RequestSpec, url: &str, stop: &Stop) -> Result<Answer, Failure> {
    let timer = {
        let stop = stop.clone();
        Timer::once(DEADLINE_MS, move || stop.abort(true))
    };
    let result = exchange(request, url, stop).await;
    drop(timer);
    result
}

async fn exchange(spec: &RequestSpec, url: &str, stop: &Stop) -> Result<Answer, Failure> {
    let window = dom::window().ok_or(Failure::Unreachable)?;
    let request = prepare(spec, url, stop).map_err(|error| Failure::Refused(message(&error)))?;
    let response = JsFuture::from(window.fetch_with_request(&request))
        .await
        .map_err(|_| match stop.late.get() {
            Some(true) => Failure::Deadline,
            Some(false) => Failure::Stopped,
            None => Failure::Unreachable,
        })?;
    let response: web_sys::Response = response.dyn_into().map_err(|_| Failure::Unreachable)?;
    let arrived = dom::now();
    let (bytes, cut) = match response.body() {
        Some(stream) => read(&stream, stop).await,
        None => (Vec::new(), None),
    };
    let size = bytes.len();
    let (body, binary) = decode(bytes, cut.is_some());
    Ok(Answer {
        response: Response {
            status: response.status(),
            headers: fields(&response.headers()),
            body,
        },
        status_text: response.status_text(),
        url: response.url(),
        redirected: response.redirected(),
        size,
        binary,
        cut,
        arrived,
        ended: dom::now(),
    })
}

/// Everything that the browser refuses, it refuses here, before anything is sent.
fn prepare(spec: &RequestSpec, url: &str, stop: &Stop) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &spec.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(&spec.method);
    init.set_headers(&headers);
    init.set_signal(Some(&stop.controller.signal()));
    if let Some(body) = &spec.body {
        init.set_body(&JsValue::from_str(body));
    }
    Request::new_with_str_and_init(url, &init)
}

fn fields(headers: &Headers) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for pair in js_sys::try_iter(headers)
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .flatten()
    {
        let pair: js_sys::Array = pair.unchecked_into();
        fields.push((
            pair.get(0).as_string().unwrap_or_default(),
            pair.get(1).as_string().unwrap_or_default(),
        ));
    }
    fields
}

/// Reads at most [`BODY_LIMIT`] bytes.
async fn read(stream: &ReadableStream, stop: &Stop) -> (Vec<u8>, Option<Cut>) {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let Ok(piece) = JsFuture::from(reader.read()).await else {
            let cut = match stop.late.get() {
                Some(true) => Cut::Deadline,
                Some(false) => Cut::Stopped,
                None => Cut::Broken,
            };
            return (bytes, Some(cut));
        };
        // A piece without a chunk is the last.
        let Ok(chunk) = get(&piece, "value").dyn_into::<js_sys::Uint8Array>() else {
            return (bytes, None);
        };
        let room = BODY_LIMIT - bytes.len();
        let length = chunk.length() as usize;
        if length > room {
            bytes.extend(
                chunk
                    .slice(0, u32::try_from(room).unwrap_or(u32::MAX))
                    .to_vec(),
            );
            // Whether the rest can still be refused does not matter to what has been read.
            let _ = JsFuture::from(reader.cancel()).await;
            return (bytes, Some(Cut::TooLarge));
        }
        bytes.extend(chunk.to_vec());
    }
}

fn get(object: &JsValue, key: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// What the engine says of an error, without a full stop.
fn message(error: &JsValue) -> String {
    let text = get(error, "message")
        .as_string()
        .unwrap_or_else(|| "it did not say why".into());
    text.trim_end_matches('.').to_owned()
}
