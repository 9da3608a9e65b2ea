//! A queue of events with one reader: what a run waits on. JavaScript's callbacks put events in.

use std::{
    cell::RefCell,
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

use exercises::judge::Fetched;

/// The most events that wait. The agent never sends so many; what floods the queue is not read, and no pass.
const MAX_WAITING: usize = 5_000;

/// What a run waits for.
pub enum Event {
    /// A line from the worker; empty where it sent something that is no text.
    Line(String),
    /// Time has passed.
    Tick,
    /// The worker could not be started.
    Broken,
    /// Somebody wants the run to stop.
    Cancel,
    /// A request that a snippet wanted sent has come to an end.
    Answer(u64, Result<Fetched, String>),
}

/// The queue. Clones are the same queue.
#[derive(Clone, Default)]
pub struct Inbox {
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    events: VecDeque<Event>,
    reader: Option<Waker>,
}

impl Inbox {
    /// Puts an event at the end and wakes the reader.
    pub fn put(&self, event: Event) {
        let mut inner = self.inner.borrow_mut();
        if inner.events.len() < MAX_WAITING {
            inner.events.push_back(event);
        }
        let reader = inner.reader.take();
        drop(inner);
        if let Some(reader) = reader {
            reader.wake();
        }
    }

    /// The next event, when there is one.
    pub async fn next(&self) -> Event {
        poll_fn(|context| {
            let mut inner = self.inner.borrow_mut();
            if let Some(event) = inner.events.pop_front() {
                return Poll::Ready(event);
            }
            inner.reader = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Whether both are the same queue.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        task::{Context, Wake},
    };

    use super::*;

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_waiting_reader_is_woken_and_gets_events_in_order() {
        let woken = Arc::new(Woken::default());
        let waker = Arc::clone(&woken).into();
        let mut context = Context::from_waker(&waker);
        let inbox = Inbox::default();
        let mut next = pin!(inbox.next());
        assert!(next.as_mut().poll(&mut context).is_pending());
        inbox.put(Event::Line("a".into()));
        inbox.put(Event::Tick);
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(matches!(next.poll(&mut context), Poll::Ready(Event::Line(it)) if it == "a"));
        assert!(matches!(
            pin!(inbox.next()).poll(&mut context),
            Poll::Ready(Event::Tick)
        ));
    }

    #[test]
    fn a_flood_is_bounded() {
        let inbox = Inbox::default();
        for _ in 0..2 * MAX_WAITING {
            inbox.put(Event::Line(String::new()));
        }
        assert_eq!(inbox.inner.borrow().events.len(), MAX_WAITING);
    }
}
