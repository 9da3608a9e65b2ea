//! One run's hold on a worker: the worker itself, the ticking clock, and what becomes of the frame afterwards.

use std::rc::Rc;

use super::{
    PAGE,
    frame::{Frame, Slot},
    inbox::{Event, Inbox},
};
use exercises::judge::Language;

use crate::browser::timer::Timer;

/// How often the clock is looked at, in milliseconds.
const TICK_MS: i32 = 25;

/// A worker that ended its run has so long to show that it is idle, in milliseconds; else the frame goes.
const IDLE_MS: i32 = 200;

/// A run's hold on a worker. Dropping it halfway takes the frame away.
pub struct Session {
    frame: Rc<Frame>,
    slot: Option<Slot>,
    inbox: Inbox,
    _ticker: Option<Timer>,
}

impl Session {
    /// Takes the spare worker for a language, waiting for the frame where it must; none where there is no sandbox to be had.
    pub async fn open(language: Language) -> Option<Self> {
        let frame = super::frame()?;
        if !frame.ready().await {
            super::discard(&frame);
            return None;
        }
        let slot = frame.take_spare(language)?;
        let inbox = slot.inbox.clone();
        PAGE.with_borrow_mut(|page| page.current = Some(inbox.clone()));
        let ticks = inbox.clone();
        Some(Self {
            frame,
            slot: Some(slot),
            _ticker: Timer::every(TICK_MS, move || ticks.put(Event::Tick)),
            inbox,
        })
    }

    /// Sends the worker a line.
    pub fn send(&self, line: &str) {
        if let Some(slot) = &self.slot {
            slot.send(line);
        }
    }

    /// The next event.
    pub async fn next(&self) -> Event {
        self.inbox.next().await
    }

    /// Where callbacks put events.
    pub fn inbox(&self) -> Inbox {
        self.inbox.clone()
    }

    /// Asks the frame for a sign of life.
    pub fn ping(&self) {
        self.frame.ping();
    }

    /// Whether the frame owed a sign of life.
    pub fn is_silent(&self) -> bool {
        self.frame.is_silent()
    }

    /// Ends a run that came to its own end: the worker goes, a new one is made ready. A worker that still spins takes
    /// the frame with it.
    pub fn close(mut self) {
        let Some(slot) = self.slot.take() else { return };
        self.forget();
        let frame = Rc::clone(&self.frame);
        frame.warm(slot.language);
        slot.send(r#"["ping"]"#);
        wasm_bindgen_futures::spawn_local(async move {
            let ticks = slot.inbox.clone();
            let timer = Timer::once(IDLE_MS, move || ticks.put(Event::Tick));
            loop {
                match slot.inbox.next().await {
                    Event::Line(line) if line == r#"["pong"]"# => {
                        frame.kill(&slot);
                        break;
                    }
                    Event::Tick if timer.is_some() => {
                        super::discard(&frame);
                        super::start();
                        break;
                    }
                    _ => {}
                }
            }
        });
    }

    fn forget(&self) {
        PAGE.with_borrow_mut(|page| {
            if page.current.as_ref().is_some_and(|it| it.is(&self.inbox)) {
                page.current = None;
            }
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.slot.take().is_some() {
            self.forget();
            super::discard(&self.frame);
            super::start();
        }
    }
}
