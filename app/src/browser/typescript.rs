//! TypeScript read by a worker of its own (`app/js/typescript.js`), fetched when it is first asked for. A worker that
//! takes too long or breaks down is ended, and the next question makes another.

use std::cell::RefCell;

use exercises::typescript::Blanked;
use futures::channel::oneshot::{self, Sender};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{dom, timer};

/// The worker and its code may take so long to arrive, in milliseconds.
const LOAD_MS: i32 = 15_000;

/// Once there, it may take so long over one program, in milliseconds.
const READ_MS: i32 = 1_000;

/// Why nothing is known of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// What reads TypeScript did not arrive.
    Unreachable,
    /// It took too long, or ran out of stack.
    TooMuch,
    /// [`cancel`] was called, or something else was asked.
    Cancelled,
}

/// What the worker said; none where it broke down or was silent.
type Said = Option<String>;

/// How far the worker has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Ready,
    Broken,
}

/// A worker that can be asked.
struct Reader {
    worker: Worker,
    state: State,
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// What the page has of it.
#[derive(Default)]
struct Page {
    reader: Option<Reader>,
    /// The number of the last question.
    asked: u32,
    waiting: Option<Sender<Said>>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

/// Has what reads TypeScript fetched, unless it is there: the first answer then comes sooner.
pub fn start() {
    let state = PAGE.with_borrow(|page| page.reader.as_ref().map(|it| it.state));
    if matches!(state, None | Some(State::Broken)) {
        forget();
        let made = make().ok();
        PAGE.with_borrow_mut(|page| page.reader = made);
    }
}

/// Ends the wait of whoever asked.
pub fn cancel() {
    // Who waits is told by the sender's end, after the borrow.
    drop(PAGE.with_borrow_mut(|page| page.waiting.take()));
}

/// The JavaScript that is left of a program without its types, or why there is none. One program is read at a time.
///
/// # Errors
/// Why nothing is known of it.
pub async fn blank(source: &str) -> Result<Blanked, Failed> {
    cancel();
    start();
    if state() == Some(State::Loading) {
        wait(LOAD_MS, None).await?;
    }
    if state() != Some(State::Ready) {
        forget();
        return Err(Failed::Unreachable);
    }
    let said = wait(READ_MS, Some(source)).await?;
    let read = said.and_then(|it| serde_json::from_str(&it).ok());
    read.ok_or_else(|| {
        forget();
        Failed::TooMuch
    })
}

fn state() -> Option<State> {
    PAGE.with_borrow(|page| page.reader.as_ref().map(|it| it.state))
}

/// Asks the worker something, if anything, and waits for what it says next.
async fn wait(within_ms: i32, question: Option<&str>) -> Result<Said, Failed> {
    let (sender, receiver) = oneshot::channel();
    PAGE.with_borrow_mut(|page| {
        page.waiting = Some(sender);
        if let (Some(reader), Some(question)) = (&page.reader, question) {
            page.asked = page.asked.wrapping_add(1);
            let line = format!("{} {question}", page.asked);
            // Refused only for what cannot be cloned: this is a string.
            let _ = reader.worker.post_message(&JsValue::from_str(&line));
        }
    });
    match timer::within(within_ms, receiver).await {
        Some(Ok(said)) => Ok(said),
        Some(Err(_)) => Err(Failed::Cancelled),
        None => Ok(None),
    }
}

/// Ends the worker.
fn forget() {
    drop(PAGE.with_borrow_mut(|page| page.reader.take()));
}

fn make() -> Result<Reader, JsValue> {
    let folder = dom::code_folder().ok_or(JsValue::NULL)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&format!("{folder}typescript.js"), &options)?;
    let heard = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let said = event.dyn_into::<MessageEvent>().ok();
        hear(said.and_then(|it| it.data().as_string()));
    });
    let broken = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        // The learner is told in the report; the console need not repeat it.
        event.prevent_default();
        hear(None);
    });
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
    Ok(Reader {
        worker,
        state: State::Loading,
        _listeners: [heard, broken],
    })
}

/// Takes what the worker says and tells whoever waits for it. An answer that nobody waits for any more is passed over.
fn hear(said: Said) {
    let waiting = PAGE.with_borrow_mut(|page| {
        let reader = page.reader.as_mut()?;
        let said = match (reader.state, said) {
            (State::Ready, Some(said)) => {
                let (number, answer) = said.split_once(' ')?;
                (number.parse() == Ok(page.asked))
                    .then(|| answer.to_owned())?
                    .into()
            }
            (_, said) => {
                let ready = reader.state == State::Loading && said.as_deref() == Some("ready");
                reader.state = if ready { State::Ready } else { State::Broken };
                None
            }
        };
        page.waiting.take().map(|it| (it, said))
    });
    if let Some((waiting, said)) = waiting {
        // Whoever no longer waits need not know.
        let _ = waiting.send(said);
    }
}
