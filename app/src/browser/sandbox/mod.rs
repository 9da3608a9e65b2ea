//! Runs learner code in a hidden frame of another origin and has it judged. The frame, its worker and the ports live
//! here; every judgement is the judge's.
//!
//! # Layout
//! - `frame`: the frame, its workers, the hand-over of ports; `session`: one run's hold on a worker.
//! - `deadline`: when a run has taken too long; `inbox`: what a run waits on.
//! - `python`: what code in Python runs in, fetched when it is wanted.
//! - `grade`: code against a challenge; `snippet`: code examples.

mod deadline;
mod frame;
mod grade;
mod inbox;
mod python;
mod session;
mod snippet;

use std::{cell::RefCell, rc::Rc};

pub use grade::{grade, trial, trial_call};
pub use python::{NoPython, fetch_python, start_python};
pub use snippet::run_snippet;

use frame::Frame;
use inbox::{Event, Inbox};

/// What the page has of a sandbox.
#[derive(Default)]
struct Page {
    frame: Option<Rc<Frame>>,
    current: Option<Inbox>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
}

/// Makes the hidden frame and its spare worker, unless they are there. Without it the first run is a little slower.
pub fn start() {
    frame();
}

/// Stops the run under way, whatever it is doing; it then reports that it was cancelled.
pub fn cancel() {
    python::cancel();
    let (current, frame) = PAGE.with_borrow_mut(|page| (page.current.take(), page.frame.clone()));
    if let Some(current) = current {
        if let Some(frame) = frame {
            discard(&frame);
        }
        current.put(Event::Cancel);
    }
}

/// What waits on this is what is stopped next.
fn take_over(inbox: &Inbox) {
    PAGE.with_borrow_mut(|page| page.current = Some(inbox.clone()));
}

fn is_current(inbox: &Inbox) -> bool {
    PAGE.with_borrow(|page| page.current.as_ref().is_some_and(|it| it.is(inbox)))
}

fn forget(inbox: &Inbox) {
    if is_current(inbox) {
        PAGE.with_borrow_mut(|page| page.current = None);
    }
}

/// A fresh seed for a submission.
pub fn fresh_seed() -> u64 {
    // 53 random bits each.
    let word = || (js_sys::Math::random() * 9_007_199_254_740_992.0).to_bits();
    word() ^ word().rotate_left(17)
}

/// The page's frame, made where there is none.
fn frame() -> Option<Rc<Frame>> {
    if let Some(frame) = PAGE.with_borrow(|page| page.frame.clone()) {
        return Some(frame);
    }
    let frame = Frame::make().ok()?;
    PAGE.with_borrow_mut(|page| page.frame = Some(Rc::clone(&frame)));
    Some(frame)
}

/// Removes a frame from the page; the next run makes another.
fn discard(frame: &Rc<Frame>) {
    PAGE.with_borrow_mut(|page| {
        if page.frame.as_ref().is_some_and(|it| Rc::ptr_eq(it, frame)) {
            page.frame = None;
        }
    });
    frame.remove();
}
