//! One run's hold on a worker: the worker itself, the ticking clock, and what becomes of the frame afterwards.

use std::rc::Rc;

use super::{
    frame::{Frame, Slot},
    inbox::{Event, Inbox},
};
use exercises::judge::{GiveUp, Language};

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
    /// Takes the spare worker for a language, waiting for the frame where it must.
    ///
    /// # Errors
    /// There is no sandbox to be had, or somebody stopped the run while it waited.
    pub async fn open(language: Language) -> Result<Self, GiveUp> {
        let frame = super::frame().ok_or(GiveUp::Unavailable)?;
        // Whoever waits can be stopped, too: by the learner, and by the next run.
        let waiting = Inbox::default();
        super::take_over(&waiting);
        let ready = frame.ready().await;
        if !super::is_current(&waiting) {
            return Err(GiveUp::Cancelled);
        }
        let slot = ready.then(|| frame.take_spare(language)).flatten();
        let Some(slot) = slot else {
            super::forget(&waiting);
            super::discard(&frame);
            return Err(GiveUp::Unavailable);
        };
        let inbox = slot.inbox.clone();
        super::take_over(&inbox);
        let ticks = inbox.clone();
        Ok(Self {
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
        super::forget(&self.inbox);
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
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.slot.take().is_some() {
            super::forget(&self.inbox);
            super::discard(&self.frame);
            super::start();
        }
    }
}
