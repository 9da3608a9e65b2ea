//! The hidden frame of another origin, and the workers that it makes. To remove the frame ends everything in it at
//! once, whatever it is doing.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

use exercises::judge::Language;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlIFrameElement, MessageChannel, MessageEvent, MessagePort};

use super::{
    inbox::{Event, Inbox},
    python,
};
use crate::browser::{dom, timer::Timer};

const ADDRESS: &str = "/sandbox.html";

/// The frame may take so long to load, in milliseconds.
const LOAD_MS: i32 = 10_000;

/// A frame that has loaded has so long to say that it is there, in milliseconds: an error page never does.
const HELLO_MS: i32 = 1_000;

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// A worker and the port to it.
pub struct Slot {
    id: u32,
    /// What it runs.
    pub language: Language,
    port: MessagePort,
    /// What the worker says.
    pub inbox: Inbox,
    _listener: Listener,
}

impl Slot {
    /// Sends the worker a line.
    pub fn send(&self, line: &str) {
        // A port that is closed on the other side takes messages without a word.
        let _ = self.port.post_message(&JsValue::from_str(line));
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Ready,
    Failed,
}

/// The frame.
pub struct Frame {
    element: HtmlIFrameElement,
    state: Cell<State>,
    waiting: RefCell<Vec<Waker>>,
    control: RefCell<Option<MessagePort>>,
    spare: RefCell<Option<Slot>>,
    /// Whether it has been handed what Python runs in.
    has_python: Cell<bool>,
    workers: RefCell<Vec<(u32, Inbox)>>,
    next: Cell<u32>,
    asked: Cell<u32>,
    answered: Cell<u32>,
    listeners: RefCell<Vec<Listener>>,
    timer: RefCell<Option<Timer>>,
}

impl Frame {
    /// Puts a frame into the page. It loads on its own; [`Frame::ready`] waits for it.
    ///
    /// # Errors
    /// The browser's reason, where it makes no frame.
    pub fn make() -> Result<Rc<Self>, JsValue> {
        let document = dom::document().ok_or(JsValue::NULL)?;
        let element: HtmlIFrameElement = document.create_element("iframe")?.dyn_into()?;
        for (name, value) in [
            ("sandbox", "allow-scripts"),
            ("allow", ""),
            ("referrerpolicy", "no-referrer"),
            ("title", "Sandbox"),
            ("aria-hidden", "true"),
            ("tabindex", "-1"),
            ("hidden", ""),
            ("src", ADDRESS),
        ] {
            element.set_attribute(name, value)?;
        }
        let frame = Rc::new(Self {
            element,
            state: Cell::new(State::Loading),
            waiting: RefCell::default(),
            control: RefCell::default(),
            spare: RefCell::default(),
            has_python: Cell::new(false),
            workers: RefCell::default(),
            next: Cell::new(1),
            asked: Cell::new(0),
            answered: Cell::new(0),
            listeners: RefCell::default(),
            timer: RefCell::default(),
        });
        frame.listen()?;
        document
            .body()
            .ok_or(JsValue::NULL)?
            .append_child(&frame.element)?;
        Ok(frame)
    }

    /// Waits until the frame can make workers; false where it never will.
    pub async fn ready(&self) -> bool {
        poll_fn(|context| match self.state.get() {
            State::Ready => Poll::Ready(true),
            State::Failed => Poll::Ready(false),
            State::Loading => {
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    /// The worker that is waiting, or else a new one.
    pub fn take_spare(&self, language: Language) -> Option<Slot> {
        let spare = self.spare.borrow_mut().take();
        match spare {
            Some(it) if it.language == language => Some(it),
            other => {
                if let Some(it) = other {
                    self.kill(&it);
                }
                self.spawn(language).ok()
            }
        }
    }

    /// Makes a worker for the next run, which is likely to be of the same language.
    pub fn warm(&self, language: Language) {
        if self.state.get() == State::Ready && self.spare.borrow().is_none() {
            let slot = self.spawn(language).ok();
            *self.spare.borrow_mut() = slot;
        }
    }

    /// Ends a worker that listens.
    pub fn kill(&self, slot: &Slot) {
        self.workers.borrow_mut().retain(|(id, _)| *id != slot.id);
        self.command(&format!("kill {}", slot.id), None);
    }

    /// Asks the frame itself for a sign of life.
    pub fn ping(&self) {
        self.asked.set(self.asked.get().wrapping_add(1));
        self.command(&format!("ping {}", self.asked.get()), None);
    }

    /// Whether the frame owes a sign of life: then its process is gone.
    pub fn is_silent(&self) -> bool {
        self.asked.get() != self.answered.get()
    }

    /// Takes the frame out of the page, and with it every worker, at once.
    pub fn remove(&self) {
        self.element.remove();
        self.settle(State::Failed);
        self.spare.borrow_mut().take();
        self.workers.borrow_mut().clear();
        if let Some(control) = self.control.borrow_mut().take() {
            control.set_onmessage(None);
            control.close();
        }
        if let (Some(window), Some(hello)) = (dom::window(), self.listeners.borrow().first()) {
            let _ = window
                .remove_event_listener_with_callback("message", hello.as_ref().unchecked_ref());
        }
    }

    /// Waits for the frame's one message to the window: from this frame, of the opaque origin, saying it is there.
    fn listen(self: &Rc<Self>) -> Result<(), JsValue> {
        let window = dom::window().ok_or(JsValue::NULL)?;
        let weak = Rc::downgrade(self);
        let hello = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(frame) = weak.upgrade() else { return };
            let ours = frame.element.content_window().map(JsValue::from);
            let from_frame = ours.is_some() && event.source().map(JsValue::from) == ours;
            let hello = event.data().as_string().as_deref() == Some("sandbox-ready");
            if from_frame
                && event.origin() == "null"
                && hello
                && frame.state.get() == State::Loading
            {
                let state = if frame.hand_over().is_ok() {
                    State::Ready
                } else {
                    State::Failed
                };
                frame.settle(state);
                frame.warm(Language::JavaScript);
            }
        });
        window.add_event_listener_with_callback("message", hello.as_ref().unchecked_ref())?;
        self.listeners.borrow_mut().push(hello);
        let weak = Rc::downgrade(self);
        let loaded = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            if let Some(frame) = weak.upgrade() {
                frame.give_up_after(HELLO_MS);
            }
        });
        self.element
            .set_onload(Some(loaded.as_ref().unchecked_ref()));
        self.listeners.borrow_mut().push(loaded);
        self.give_up_after(LOAD_MS);
        Ok(())
    }

    fn give_up_after(self: &Rc<Self>, ms: i32) {
        if self.state.get() != State::Loading {
            return;
        }
        let weak = Rc::downgrade(self);
        let give_up = move || {
            if let Some(frame) = weak.upgrade() {
                frame.settle(State::Failed);
            }
        };
        *self.timer.borrow_mut() = Timer::once(ms, give_up);
    }

    fn hand_over(self: &Rc<Self>) -> Result<(), JsValue> {
        let channel = MessageChannel::new()?;
        let control = channel.port1();
        let weak = Rc::downgrade(self);
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let (Some(frame), Some(line)) = (weak.upgrade(), event.data().as_string()) {
                frame.hear(&line);
            }
        });
        control.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listeners.borrow_mut().push(listener);
        *self.control.borrow_mut() = Some(control);
        let window = self.element.content_window().ok_or(JsValue::NULL)?;
        let ports = js_sys::Array::of1(&channel.port2());
        // An opaque origin cannot be named as the target; the window is the one that was asked for a moment ago.
        window.post_message_with_transfer(&JsValue::from_str("control"), "*", &ports)
    }

    fn hear(&self, line: &str) {
        let (word, number) = line.split_once(' ').unwrap_or((line, ""));
        let Ok(number) = number.parse::<u32>() else {
            return;
        };
        match word {
            "pong" => self.answered.set(number),
            "broken" => {
                if let Some((_, inbox)) = self.workers.borrow().iter().find(|(id, _)| *id == number)
                {
                    inbox.put(Event::Broken);
                }
            }
            _ => {}
        }
    }

    fn spawn(&self, language: Language) -> Result<Slot, JsValue> {
        let agent = match language {
            Language::JavaScript => "javascript",
            Language::Python => "python",
        };
        if language == Language::Python {
            self.bring_python()?;
        }
        let id = self.next.get();
        self.next.set(id.wrapping_add(1));
        let channel = MessageChannel::new()?;
        let inbox = Inbox::default();
        let fed = inbox.clone();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            fed.put(Event::Line(event.data().as_string().unwrap_or_default()));
        });
        let port = channel.port1();
        port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.command(&format!("spawn {id} {agent}"), Some(&channel.port2()));
        self.workers.borrow_mut().push((id, inbox.clone()));
        Ok(Slot {
            id,
            language,
            port,
            inbox,
            _listener: listener,
        })
    }

    /// Hands over what Python runs in, once.
    fn bring_python(&self) -> Result<(), JsValue> {
        if self.has_python.get() {
            return Ok(());
        }
        let program = python::program().ok_or(JsValue::NULL)?;
        let control = self.control.borrow();
        control
            .as_ref()
            .ok_or(JsValue::NULL)?
            .post_message(&program)?;
        self.has_python.set(true);
        Ok(())
    }

    fn command(&self, line: &str, port: Option<&MessagePort>) {
        let control = self.control.borrow();
        let Some(control) = control.as_ref() else {
            return;
        };
        let line = JsValue::from_str(line);
        // Refused only for what cannot be cloned: these are strings and ports.
        let _ = match port {
            None => control.post_message(&line),
            Some(port) => control.post_message_with_transferable(&line, &js_sys::Array::of1(port)),
        };
    }

    fn settle(&self, state: State) {
        self.state.set(state);
        // The timer may be the very one that calls: it is dropped once it has come to its end.
        let timer = self.timer.borrow_mut().take();
        wasm_bindgen_futures::spawn_local(async move { drop(timer) });
        for waker in self.waiting.borrow_mut().drain(..) {
            waker.wake();
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.remove();
    }
}
