// `AbortController`, `AbortSignal` and `DOMException` on virtual time: what a browser has, as far as `fetch` needs it.
import { unhandled } from './console.js';
import { apply, asString, defineProperty, ErrorType, TypeErrorType } from './taken.js';
import { after } from './time.js';

const KEY = {}; // only this file makes signals

/** What an aborted call rejects with, unless it is told another reason. */
export class DOMException extends ErrorType {
  constructor(message = '', name = 'Error') {
    super(asString(message));
    defineProperty(this, 'name', { __proto__: null, value: asString(name), configurable: true, writable: true });
  }
}

let fire;
let heed;
/** Whether it is a signal of ours. */
export let isSignal;
// What is so of a signal, whatever learner code has made of the class.
export let isAborted;
export let reasonOf;
/** Calls back when a signal is aborted. */
export const onceAborted = (signal, run) => heed(signal, run);

export class AbortSignal {
  #aborted = false;
  #reason = undefined;
  #heard = null; // a chain of listeners

  constructor(key) {
    if (key !== KEY) throw new TypeErrorType('Illegal constructor: an AbortController has a signal, and AbortSignal.timeout makes one.');
    this.onabort = null;
  }

  get aborted() { return this.#aborted; }

  get reason() { return this.#reason; }

  throwIfAborted() { if (this.#aborted) throw this.#reason; }

  addEventListener(type, run) {
    if (type === 'abort' && typeof run === 'function') heed(this, run);
  }

  removeEventListener(type, run) {
    if (type !== 'abort') return;
    if (this.#heard?.run === run) this.#heard = this.#heard.next;
    for (let it = this.#heard; it !== null; it = it.next) if (it.next?.run === run) it.next = it.next.next;
  }

  static abort(reason) {
    const signal = new AbortSignal(KEY);
    fire(signal, reason);
    return signal;
  }

  static timeout(ms) {
    const signal = new AbortSignal(KEY);
    after(ms, () => fire(signal, new DOMException('signal timed out', 'TimeoutError')));
    return signal;
  }

  static any(signals) {
    const signal = new AbortSignal(KEY);
    for (const it of signals) {
      if (!isSignal(it)) throw new TypeErrorType('AbortSignal.any takes a list of signals.');
      if (it.#aborted) fire(signal, it.#reason);
      else heed(it, () => fire(signal, it.#reason));
    }
    return signal;
  }

  static {
    isSignal = (it) => typeof it === 'object' && it !== null && #aborted in it;
    isAborted = (signal) => signal.#aborted;
    reasonOf = (signal) => signal.#reason;
    heed = (signal, run) => {
      let last = null;
      for (let it = signal.#heard; it !== null; it = it.next) {
        if (it.run === run) return;
        last = it;
      }
      const it = { __proto__: null, run, next: null };
      if (last === null) signal.#heard = it;
      else last.next = it;
    };
    fire = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? new DOMException('signal is aborted without reason', 'AbortError') : reason;
      const event = { type: 'abort', target: signal };
      let it = signal.#heard;
      signal.#heard = null;
      if (typeof signal.onabort === 'function') attempt(signal.onabort, signal, event);
      for (; it !== null; it = it.next) attempt(it.run, signal, event);
    };
  }
}

function attempt(run, signal, event) {
  try {
    apply(run, signal, [event]);
  } catch (error) {
    unhandled(error);
  }
}

export class AbortController {
  #signal = new AbortSignal(KEY);

  get signal() { return this.#signal; }

  abort(reason) { fire(this.#signal, reason); }
}
