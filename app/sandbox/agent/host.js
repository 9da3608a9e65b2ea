// The other side: a port in the browser, the functions of a harness in a native test.
import { apply, deleteProperty, root } from './taken.js';

/** The name under which the engine knows the learner's code. */
export const FILE = 'handler.js';

const harness = root.roundtripHarness;

/** Evaluates in the global scope. */
export const evaluate = harness ? harness.evaluate : root.eval;

/** Milliseconds. */
export const now = harness ? harness.now : performance.now.bind(performance);

/** Runs `then` in a task of its own: after everything that promises have set going by now. */
export const later = harness ? harness.later : laterByMessage();

function laterByMessage() {
  const { port1, port2 } = new MessageChannel();
  const { postMessage } = MessagePort.prototype;
  let next = null;
  port1.onmessage = () => {
    const run = next;
    next = null;
    if (run) run();
  };
  return (then) => {
    next = then;
    apply(postMessage, port2, [null]);
  };
}

let send = null;
let place = null; // where the engine saw the last syntax error

/** Sends a line. */
export function say(line) {
  if (send) send(line);
}

/** Line and column of a syntax error; null where the engine does not say. */
export const locate = harness ? harness.locate : locateByReport();

function locateByReport() {
  const { reportError } = root;
  return (error) => {
    place = { line: 0, column: 0 };
    apply(reportError, root, [error]);
    const found = place;
    place = null;
    return found;
  };
}

/**
 * Calls `start` with what the frame handed over beside the port, and `hear` with each line once that has ended; `unhandled`
 * with what nobody caught.
 */
export function listen(hear, start, unhandled) {
  if (harness) {
    deleteProperty(root, 'roundtripHarness');
    send = harness.say;
    const open = () => harness.listen(hear);
    const started = start(harness.module);
    if (started) started.then(open);
    else open();
    return;
  }
  const { postMessage } = MessagePort.prototype;
  const { preventDefault } = Event.prototype;
  root.addEventListener('error', (event) => {
    apply(preventDefault, event, []);
    if (place) place = { line: event.lineno, column: event.colno };
    else unhandled(event.error);
  });
  root.addEventListener('unhandledrejection', (event) => {
    apply(preventDefault, event, []);
    unhandled(event.reason);
  });
  root.addEventListener('message', async (event) => {
    const port = event.ports[0];
    if (send || !port) return;
    send = (line) => apply(postMessage, port, [line]);
    await start(event.data);
    port.onmessage = (message) => hear(message.data); // what came meanwhile has waited
  });
}
