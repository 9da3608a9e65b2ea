//! What Python runs in: the agent for it and MicroPython's WebAssembly, which lie beside the page's own code. Fetched when
//! somebody first wants them; the frame can fetch nothing, so the page hands them over.

use std::cell::RefCell;

use futures::{
    FutureExt,
    channel::oneshot::{self, Sender},
    future::{Either, LocalBoxFuture, Shared, select},
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use crate::browser::{dom, fetch};

#[derive(Default)]
struct Page {
    /// The agent's script and the bytes, as the frame takes them.
    program: Option<Array>,
    /// What brings them, for all who want them meanwhile.
    fetching: Option<Shared<LocalBoxFuture<'static, Option<Array>>>>,
    /// Dropped when whoever waits for it does no more.
    waiting: Option<Sender<()>>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

/// Why Python cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPython {
    /// It did not arrive.
    Unreachable,
    /// [`cancel`] was called.
    Cancelled,
}

/// Has Python fetched, unless it is there: the first run then begins sooner. Where it does not come, that run says so.
pub fn start_python() {
    if program().is_none() {
        wasm_bindgen_futures::spawn_local(fetching().map(drop));
    }
}

/// Waits until Python is there. One waits at a time.
///
/// # Errors
/// Why it is not.
pub async fn fetch_python() -> Result<(), NoPython> {
    if program().is_some() {
        return Ok(());
    }
    let (sender, receiver) = oneshot::channel();
    PAGE.with_borrow_mut(|page| page.waiting = Some(sender));
    match select(fetching(), receiver).await {
        Either::Left((fetched, _)) => fetched.map(drop).ok_or(NoPython::Unreachable),
        Either::Right(_) => Err(NoPython::Cancelled),
    }
}

/// Ends the wait of whoever wants Python.
pub fn cancel() {
    // Who waits is told by the sender's end, after the borrow.
    drop(PAGE.with_borrow_mut(|page| page.waiting.take()));
}

/// The agent's script and the bytes, where they have been fetched.
pub fn program() -> Option<Array> {
    PAGE.with_borrow(|page| page.program.clone())
}

/// What brings Python, begun where nobody has.
fn fetching() -> Shared<LocalBoxFuture<'static, Option<Array>>> {
    if let Some(it) = PAGE.with_borrow(|page| page.fetching.clone()) {
        return it;
    }
    let it = fetched().boxed_local().shared();
    PAGE.with_borrow_mut(|page| page.fetching = Some(it.clone()));
    it
}

async fn fetched() -> Option<Array> {
    let program = files().await;
    PAGE.with_borrow_mut(|page| {
        page.program.clone_from(&program);
        // Where it did not come, the next who wants it fetches anew.
        page.fetching = None;
    });
    program
}

async fn files() -> Option<Array> {
    let folder = dom::code_folder()?;
    let script = fetch::text(&format!("{folder}python.js")).await.ok()?;
    let bytes = fetch::bytes(&format!("{folder}python.wasm")).await.ok()?;
    let bytes: JsValue = Uint8Array::from(bytes.as_slice()).buffer().into();
    Some(Array::of2(&script.into(), &bytes))
}
