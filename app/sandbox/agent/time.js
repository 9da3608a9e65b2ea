// Virtual time, for code that waits: it stands still while anything runs, and then jumps to what is due next. So a wait
// of half a minute takes no time at all, and takes the same time always.
import { unhandled } from './console.js';
import { apply, asNumber, construct, DateType, defineProperty, min, PromiseType, trunc, TypeErrorType } from './taken.js';

/** A case that has not come to its end by then is given up, in virtual milliseconds. */
const LIMIT = 600000;
/** So many things may become due in one case. */
const MAX_DUE = 2000;
const MAX_WAIT = 2147483647;
/** When every case begins: midnight of 2026-01-01, UTC. */
const EPOCH = 1767225600000;

let time = 0;
let due = null; // what is due first; each knows what comes after it
let count = 0;
let live = false;

/** Begins anew, at zero, with nothing due. */
export function startTime() {
  time = 0;
  due = null;
  count = 0;
  live = true;
}

/** From now on nothing becomes due. */
export function stopTime() {
  due = null;
  live = false;
}

/** Milliseconds since the case began. */
export const virtual = () => time;

/** What the clock on the wall says, in milliseconds since 1970. */
export const wall = () => EPOCH + time;

function milliseconds(wait) {
  const number = trunc(asNumber(wait));
  return number > 0 ? min(number, MAX_WAIT) : 0;
}

/** Runs `run` after so many milliseconds; gives what `cancel` takes. */
export function after(wait, run) {
  const it = { __proto__: null, at: time + milliseconds(wait), run, next: null };
  if (!live) return it;
  if (due === null || due.at > it.at) {
    it.next = due;
    due = it;
    return it;
  }
  let before = due;
  while (before.next !== null && before.next.at <= it.at) before = before.next;
  it.next = before.next;
  before.next = it;
  return it;
}

/** Takes back what has not become due. */
export function cancel(it) {
  if (due === it) {
    due = it.next;
    return;
  }
  for (let before = due; before !== null; before = before.next) {
    if (before.next === it) {
      before.next = it.next;
      return;
    }
  }
}

/** Goes on to what is due next and runs it. Says why not where it cannot: `idle`, `late` or `timers`. */
export function advance() {
  if (due === null) return 'idle';
  if (due.at > LIMIT) return 'late';
  if (count >= MAX_DUE) return 'timers';
  count += 1;
  const it = due;
  due = it.next;
  time = it.at;
  try {
    it.run();
  } catch (error) {
    unhandled(error);
  }
  return '';
}

const timers = { __proto__: null }; // by number, as learner code knows them
let numbers = 0;

function setTimer(run, wait, values, again) {
  if (typeof run !== 'function') throw new TypeErrorType('A timer is given a function to call.');
  numbers += 1;
  const number = numbers;
  const ring = () => {
    if (again) timers[number] = after(wait, ring);
    else delete timers[number];
    apply(run, undefined, values);
  };
  timers[number] = after(wait, ring);
  return number;
}

function clearTimer(number) {
  const it = typeof number === 'number' ? timers[number] : undefined;
  if (!it) return;
  delete timers[number];
  cancel(it);
}

/** The clock that learner code is given. */
export function makeClock() {
  return {
    now: virtual,
    sleep: (wait) => new PromiseType((resolve) => { after(wait, () => resolve(undefined)); }),
  };
}

/** Puts virtual time in the place of the engine's: timers, `Date` and `performance`. */
export function installTime(root) {
  const put = (name, value) => defineProperty(root, name, { value, writable: true, configurable: true });
  put('setTimeout', (run, wait, ...values) => setTimer(run, wait, values, false));
  put('setInterval', (run, wait, ...values) => setTimer(run, wait, values, true));
  put('clearTimeout', clearTimer);
  put('clearInterval', clearTimer);
  put('performance', { now: virtual, timeOrigin: EPOCH });
  defineProperty(DateType, 'now', { value: wall, writable: true, configurable: true });
  const VirtualDate = new Proxy(DateType, {
    __proto__: null, // a trap that learner code puts on every object would be one of this proxy
    construct: (target, values, maker) => construct(target, values.length === 0 ? [wall()] : values, maker),
    apply: () => '' + construct(DateType, [wall()]),
  });
  defineProperty(DateType.prototype, 'constructor', { value: VirtualDate, writable: true, configurable: true });
  put('Date', VirtualDate);
}

