// Runs a learner's function over the cases of a challenge and says what it saw of each. It judges nothing: the right
// answers are not here.
import { startCall, takeLogs } from './console.js';
import { evaluate, FILE, locate, now, say } from './host.js';
import { apply, get, getOwnPropertyDescriptor, isInteger, MapType, ownKeys, protoOf, root, round, slice } from './taken.js';
import { cut, encode, encodeNumber, encodeThrown, isOf, quote } from './values.js';

export const MAX_VALUE = 65536;
const SINGLE = 16; // so many observations go out one by one
const SLICE_MS = 4; // later ones are gathered for so long
const MAX_BATCH = 40960; // and for so many characters, of at most three bytes each

/** The line for code that could not be loaded. */
export function loadError(error) {
  const at = isOf(error, protoOf.syntaxError) ? locate(error) : null;
  return '["load-error",' + encodeThrown(error) + ',' + (at ? whole(at.line) + ',' + whole(at.column) : '0,0') + ','
    + takeLogs() + ']';
}

function whole(number) {
  return isInteger(number) && number > 0 ? '' + number : '0';
}

/** Functions that the code added to the globals, for a hint at a misspelt name. */
function newNames(before) {
  let names = '';
  let taken = 0;
  const keys = ownKeys(root);
  for (let i = 0; i < keys.length && taken < 10; i += 1) {
    const name = keys[i];
    if (typeof name !== 'string' || before[name]) continue;
    if (typeof getOwnPropertyDescriptor(root, name)?.value !== 'function') continue;
    names += ',' + quote(cut(name, 100));
    taken += 1;
  }
  return '[' + apply(slice, names, [1]) + ']';
}

/** Loads the code and gives its entry, or says why there is none. */
export function load(source, entry) {
  const before = { __proto__: null };
  const keys = ownKeys(root);
  for (let i = 0; i < keys.length; i += 1) if (typeof keys[i] === 'string') before[keys[i]] = true;
  startCall();
  let made;
  try {
    made = evaluate(source + '\n;typeof ' + entry + '==="undefined"?void 0:' + entry + '\n//# sourceURL=' + FILE);
  } catch (error) {
    say(loadError(error));
    return null;
  }
  if (typeof made !== 'function') {
    say('["no-entry",' + encode(made, 2000) + ',' + newNames(before) + ',' + takeLogs() + ']');
    return null;
  }
  say('["loaded",' + takeLogs() + ']');
  return made;
}

let batch = ''; // observations not yet sent, each after a comma
let batchSince = 0;

/** Notes what became of a call; `more` is what else was seen of it, as parts of a line. */
export function observe(index, kind, text, ms, more = '') {
  const line = ',[' + index + ',"' + kind + '",' + text + ',' + encodeNumber(round(ms * 1000) / 1000) + ',' + takeLogs() + more + ']';
  if (batch.length + line.length > MAX_BATCH) flush();
  batch += line;
  if (index < SINGLE || now() - batchSince > SLICE_MS) flush();
}

/** Sends the observations that have not been sent. */
export function flush() {
  if (batch !== '') {
    const text = batch;
    batch = '';
    say('["seen"' + text + ']');
  }
  batchSince = now();
}

/**
 * Loads the code and runs every case: a list of calls, `[request, clock]` each. With `world`, the function is given a
 * second argument: a store and a clock, which are made anew for every case.
 */
export function grade(source, entry, asynchronous, cases, world) {
  const handler = load(source, entry);
  if (!handler) return;
  batchSince = now();
  let at = 0; // the case
  let call = -1; // its call
  let index = 0; // the call, counted over all cases
  let began = 0;
  let time = 0;
  let around;
  const finish = (kind, value) => {
    const ms = now() - began;
    const text = kind === 'throw' || kind === 'reject' ? encodeThrown(value) : encode(value, MAX_VALUE);
    observe(index, kind, text, ms);
    index += 1;
  };
  /** Goes to the next call; false where there is none. */
  const step = () => {
    call += 1;
    while (at < cases.length && call >= cases[at].length) {
      at += 1;
      call = 0;
    }
    if (at >= cases.length) return false;
    if (world && call === 0) around = { store: new MapType(), clock: { now: () => time } };
    return true;
  };
  /** Runs calls until one has to be waited for. */
  const proceed = () => {
    while (step()) {
      const input = cases[at][call][0];
      time = cases[at][call][1];
      began = startCall();
      let value;
      try {
        value = world ? handler(input, around) : handler(input);
      } catch (error) {
        finish('throw', error);
        continue;
      }
      if (asynchronous && isThenable(value)) {
        settle(value, (kind, settled) => { finish(kind, settled); proceed(); });
        return;
      }
      finish('return', value);
    }
    flush();
    say('["end"]');
  };
  proceed();
}

export function isThenable(value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return isOf(value, protoOf.promise) || typeof get(value, 'then') === 'function';
  } catch {
    return false;
  }
}

/** Calls back once, when `value` has settled. To wait for a promise, `await` asks for no `then` that could be another. */
export async function settle(value, done) {
  let kind = 'resolve';
  let settled;
  try {
    settled = await value;
  } catch (error) {
    kind = 'reject';
    settled = error;
  }
  done(kind, settled);
}
