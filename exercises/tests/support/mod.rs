//! The sandbox without a browser: the same agent script in `QuickJS`, driving the same judge.
#![allow(dead_code, reason = "each test binary uses a part of it")]

mod python;

use std::{
    cell::RefCell,
    rc::Rc,
    time::{Duration, Instant},
};

use exercises::{
    judge::{
        Call, ChallengeSpec, Fetched, GiveUp, Language, LogLine, Reason, Report, Run,
        SnippetOutcome, SnippetRun, SnippetStep, Symptom, Verdict,
    },
    observe::RequestSpec,
};
use rquickjs::{
    CatchResultExt, Context, Ctx, Function, Module, Object, Persistent, Runtime, Value,
    context::EvalOptions,
    function::Func,
    loader::{BuiltinLoader, BuiltinResolver},
};

macro_rules! scripts {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../../app/sandbox/", $name)))),*] };
}

/// The agent, which opens with `agent.js`.
const AGENT: [(&str, &str); 15] = scripts!(
    "agent.js" "agent/abort.js" "agent/client.js" "agent/console.js" "agent/fetch.js" "agent/globals.js"
    "agent/grade.js" "agent/headers.js" "agent/host.js" "agent/response.js" "agent/server.js" "agent/snippet.js"
    "agent/taken.js" "agent/time.js" "agent/values.js"
);

/// A hang is a hang after this long, in the engine as in the browser.
const NO_PROGRESS: Duration = Duration::from_secs(1);
/// No run takes longer, whatever it says.
const IN_ALL: Duration = Duration::from_secs(10);
const MEMORY: usize = 64 * 1024 * 1024;
const STACK: usize = 512 * 1024;
/// What a worker may say before it is stopped, in bytes: more than the judge reads.
const MAX_SAID: usize = 8 * 1024 * 1024;

/// What a worker has said and how long it has been at it.
struct Wire {
    lines: Vec<String>,
    bytes: usize,
    began: Instant,
    progress: Instant,
}

impl Wire {
    fn is_late(&self) -> bool {
        self.progress.elapsed() > NO_PROGRESS
            || self.began.elapsed() > IN_ALL
            || self.bytes > MAX_SAID
    }
}

type Listener = Rc<RefCell<Option<Persistent<Function<'static>>>>>;

/// A worker in which learner code runs once.
struct Worker {
    listener: Listener,
    /// Runs the next task that was put off; false where there is none.
    turn: Listener,
    context: Context,
    runtime: Runtime,
    wire: Rc<RefCell<Wire>>,
}

impl Worker {
    fn start() -> Self {
        let runtime = Runtime::new().expect("there is memory for an engine");
        runtime.set_memory_limit(MEMORY);
        runtime.set_max_stack_size(STACK);
        let (mut resolver, mut loader) = (BuiltinResolver::default(), BuiltinLoader::default());
        for (name, source) in AGENT {
            resolver.add_module(name);
            loader.add_module(name, source);
        }
        runtime.set_loader(resolver, loader);
        let context = Context::full(&runtime).expect("there is memory for a context");
        let now = Instant::now();
        let wire = Rc::new(RefCell::new(Wire {
            lines: Vec::new(),
            bytes: 0,
            began: now,
            progress: now,
        }));
        let watch = Rc::clone(&wire);
        runtime.set_interrupt_handler(Some(Box::new(move || watch.borrow().is_late())));
        let (listener, turn) = (Listener::default(), Listener::default());
        context.with(|ctx| {
            install(&ctx, &wire, &listener, &turn).expect("the harness can be installed");
            let agent = Module::import(&ctx, "agent.js").expect("the agent is there");
            agent.finish::<()>().catch(&ctx).expect("the agent runs");
        });
        Self {
            listener,
            turn,
            context,
            runtime,
            wire,
        }
    }

    /// Hands the agent a line and runs until nothing is left to do, or time is up.
    fn send(&self, line: &str) {
        self.wire.borrow_mut().progress = Instant::now();
        self.context.with(|ctx| {
            let listener = self.listener.borrow().clone().expect("the agent listens");
            let hear = listener.restore(&ctx).expect("it is this engine's own");
            // An error here is the interruption of a hang.
            let _ = hear.call::<_, ()>((line,));
        });
        loop {
            while !self.wire.borrow().is_late()
                && !matches!(self.runtime.execute_pending_job(), Ok(false))
            {}
            if self.wire.borrow().is_late() || !self.take_turn() {
                return;
            }
        }
    }

    /// Runs the next task that was put off; false where there is none.
    fn take_turn(&self) -> bool {
        self.context.with(|ctx| {
            let turn = self.turn.borrow().clone().expect("it was installed");
            let turn = turn.restore(&ctx).expect("it is this engine's own");
            turn.call::<_, bool>(()).unwrap_or(false)
        })
    }

    /// What was said since the last time.
    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.wire.borrow_mut().lines)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The engine holds the cell and the cell holds what is the engine's: one of them has to let go.
        self.listener.borrow_mut().take();
        self.turn.borrow_mut().take();
    }
}

/// `roundtripHarness`, as the agent expects it instead of a port.
fn install<'js>(
    ctx: &Ctx<'js>,
    wire: &Rc<RefCell<Wire>>,
    listener: &Listener,
    turn: &Listener,
) -> rquickjs::Result<()> {
    let harness = Object::new(ctx.clone())?;
    let start = Instant::now();
    let now = move || start.elapsed().as_secs_f64() * 1_000.0;
    let wire = Rc::clone(wire);
    let say = move |line: String| {
        let mut wire = wire.borrow_mut();
        wire.bytes += line.len();
        wire.lines.push(line);
        wire.progress = Instant::now();
    };
    let listener = Rc::clone(listener);
    let listen = move |ctx: Ctx<'js>, hear: Function<'js>| {
        *listener.borrow_mut() = Some(Persistent::save(&ctx, hear));
    };
    ctx.eval::<(), _>(include_str!("text_decoder.js"))?;
    harness.set("now", Func::from(now))?;
    harness.set("say", Func::from(say))?;
    harness.set("listen", Func::from(listen))?;
    let tasks: Object = ctx.eval(TASKS)?;
    harness.set("later", tasks.get::<_, Value>("later")?)?;
    *turn.borrow_mut() = Some(Persistent::save(ctx, tasks.get::<_, Function>("turn")?));
    ctx.eval::<(), _>(ENCODER)?;
    harness.set("locate", ctx.eval::<Value, _>(LOCATE)?)?;
    harness.set("evaluate", Func::from(evaluate))?;
    // Stands for whatever a browser has beyond the language: the agent must take it away.
    ctx.globals()
        .set("strangeGlobal", Object::new(ctx.clone())?)?;
    ctx.globals().set("roundtripHarness", harness)
}

/// Tasks that run after everything that promises have set going.
const TASKS: &str = r"(() => {
    const end = { next: null };
    let last = end; // a chain: a list would be at the mercy of what learner code has made of lists
    return {
        later: (run) => { last = last.next = { run, next: null }; },
        turn: () => {
            if (end.next === null) return false;
            const { run, next } = end.next;
            end.next = next;
            if (next === null) last = end;
            run();
            return true;
        },
    };
})()";

/// An indirect `eval` that heeds a `sourceURL`, which `QuickJS`'s own does not.
#[allow(
    clippy::needless_pass_by_value,
    reason = "the engine hands over what it owns"
)]
fn evaluate(ctx: Ctx<'_>, source: String) -> rquickjs::Result<Value<'_>> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some("handler.js".to_owned());
    ctx.eval_with_options(source, options)
}

/// `QuickJS` names the place of a syntax error as the first call in its stack; browsers leave it out of the stack.
const LOCATE: &str = r"(error) => {
    const found = /^\s*at handler\.js:(\d+):(\d+)/.exec(error.stack);
    if (!found) return null;
    error.stack = '';
    return { line: +found[1], column: +found[2] };
}";

/// Every browser has it, and `QuickJS` has not.
const ENCODER: &str = r"globalThis.TextEncoder = class TextEncoder {
    encode(text = '') {
        const escaped = encodeURIComponent(String(text).toWellFormed());
        const bytes = escaped.match(/%..|./g) ?? [];
        return Uint8Array.from(bytes, (it) => (it.length === 3 ? parseInt(it.slice(1), 16) : it.charCodeAt(0)));
    }
};";

/// Runs `source` against a challenge and judges it.
pub fn grade(spec: &ChallengeSpec, source: &str, seed: u64) -> Report {
    let began = Instant::now();
    let mut run = Run::new(spec, source, seed);
    drive(&mut run);
    let mut search = run.shrink();
    while let Some(shrink) = &mut search
        && let Some(mut next) = shrink.next_run()
    {
        drive(&mut next);
        if !shrink.take(&next) {
            break;
        }
    }
    let mut report = run.report(began.elapsed().as_secs_f64() * 1_000.0);
    if let Some(shrink) = search {
        shrink.put(&mut report);
    }
    report
}

/// Plays one call outside of any test.
pub fn trial_call(spec: &ChallengeSpec, source: &str, call: Call) -> Report {
    let mut run = Run::trial_call(spec, source, call);
    drive(&mut run);
    run.report(1.0)
}

fn drive(run: &mut Run) {
    for line in lines(run) {
        run.feed(&line);
    }
    run.give_up(GiveUp::NoProgress);
}

/// What the agent says of a run.
pub fn lines(run: &Run) -> Vec<String> {
    if run.is_over() {
        return Vec::new();
    }
    if run.language() == Language::Python {
        return python::said(&run.start_line());
    }
    let worker = Worker::start();
    worker.send(&run.start_line());
    worker.lines()
}

/// What the agent says of a snippet that sends no request.
pub fn said_by_snippet(run: &SnippetRun) -> Vec<String> {
    let worker = Worker::start();
    worker.send(&run.start_line());
    worker.lines()
}

/// Runs a snippet; `fetch` answers its requests.
pub fn snippet(
    source: &str,
    fetch: impl Fn(&RequestSpec) -> Result<Fetched, String>,
) -> (SnippetOutcome, Vec<LogLine>) {
    let mut run = SnippetRun::new(source);
    let mut logs = Vec::new();
    if !run.is_over() {
        let worker = Worker::start();
        let mut outbox = vec![run.start_line()];
        while let Some(line) = outbox.pop() {
            worker.send(&line);
            for line in worker.lines() {
                match run.feed(&line) {
                    SnippetStep::Quiet | SnippetStep::Over => {}
                    SnippetStep::Logs(lines) => logs.extend(lines),
                    SnippetStep::Refuse(line) => outbox.insert(0, line),
                    SnippetStep::Fetch { id, request } => {
                        outbox.insert(0, SnippetRun::answer_line(id, &fetch(&request)));
                    }
                }
            }
        }
    }
    run.give_up(GiveUp::NoProgress);
    (run.outcome(1.0), logs)
}

/// A challenge with the routes of the first lesson.
pub fn greeter() -> ChallengeSpec {
    let spec = r#"{
        "id": "greeter",
        "cases": [
            { "name": "hello", "visible": true, "request": { "method": "GET", "path": "/hello" }, "accept": [{ "status": 200, "body": "Hello, World!" }] },
            { "name": "time", "visible": true, "request": { "method": "GET", "path": "/time" }, "accept": [{ "status": 200, "body": "Current time" }] },
            { "name": "unknown", "visible": true, "request": { "method": "GET", "path": "/nope" }, "accept": [{ "status": 404, "body": "Not Found" }] },
            { "name": "other method", "request": { "method": "GET", "path": "/echo" }, "accept": [{ "status": 405, "body": "Method Not Allowed" }] },
            { "name": "query", "request": { "method": "GET", "path": "/hello?x=1" }, "accept": [{ "status": 200, "body": "Hello, World!" }] }
        ],
        "generated": { "oracle": "greeter-v1", "count": 40 },
        "hints": ["one", "two"],
        "diagnoses": [{ "symptom": "query-not-ignored", "html": "Cut it.", "hint": 1 }],
        "solution": { "code": "…", "html": "" }
    }"#;
    serde_json::from_str(spec).expect("the challenge is written as the type asks")
}

/// A right handler for [`greeter`], named `answer`, in a function to build others upon.
pub const ANSWER: &str = r"
const routes = new Map([['/hello', ['GET', 'Hello, World!']], ['/time', ['GET', 'Current time']], ['/echo', ['POST', 'Echo received']]]);
function answer({ method, path }) {
  const route = routes.get(path.split('?')[0]);
  if (!route) return { status: 404, body: 'Not Found' };
  return route[0] === method ? { status: 200, body: route[1] } : { status: 405, body: 'Method Not Allowed' };
}
";

/// Grades this as an answer to [`greeter`].
pub fn run(source: &str) -> Report {
    grade(&greeter(), source, 11)
}

/// Grades a handler that bends the right answer, `it`.
pub fn bent(expression: &str) -> Report {
    bent_with(11, expression)
}

pub fn bent_with(seed: u64, expression: &str) -> Report {
    let code = format!(
        "{ANSWER}\nfunction handleRequest(request) {{ const it = answer(request); {expression} }}"
    );
    grade(&greeter(), &code, seed)
}

/// Asserts what the whole report says, and that its explanation has these words.
#[track_caller]
pub fn told(
    report: &Report,
    verdict: Verdict,
    reason: Option<Reason>,
    symptom: Symptom,
    words: &str,
) {
    let found = report.explanation.as_ref().expect("something is explained");
    assert_eq!(
        (report.verdict, report.reason, found.symptom),
        (verdict, reason, symptom),
        "{report:#?}"
    );
    assert!(
        found.text.contains(words),
        "{:?} does not say {words:?}",
        found.text
    );
}
