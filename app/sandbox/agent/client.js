// Runs a learner's client: for each case the function is called once, with a `fetch` that is answered from a script and
// a clock that jumps. Says what came of it and every request that was sent. It judges nothing.
import { AbortController, AbortSignal, DOMException } from './abort.js';
import { startCall } from './console.js';
import { flush, isThenable, load, MAX_VALUE, observe, settle } from './grade.js';
import { Headers } from './headers.js';
import { later, now, say } from './host.js';
import { makeServer } from './server.js';
import { apply, defineProperty, root, TypeErrorType } from './taken.js';
import { advance, installTime, makeClock, startTime, stopTime, virtual } from './time.js';
import { encode, encodeThrown } from './values.js';

const clock = makeClock();

function install() {
  installTime(root);
  const put = (name, value) => {
    if (typeof value === 'function') defineProperty(value, 'name', { value: name, configurable: true });
    defineProperty(root, name, { value, writable: true, configurable: true });
  };
  put('AbortController', AbortController);
  put('AbortSignal', AbortSignal);
  put('DOMException', DOMException);
  put('Headers', Headers);
  put('clock', clock);
  put('fetch', () => { throw new TypeErrorType('Nobody answers before your function is called: use fetch inside of it.'); });
}

/** Plays every case, `[arguments, replies]` each. The function is called with the arguments, `fetch` and the clock. */
export function play(source, entry, cases) {
  install();
  const client = load(source, entry);
  if (!client) return;
  let at = 0;
  const next = () => {
    if (at >= cases.length) {
      flush();
      say('["end"]');
      return;
    }
    const index = at;
    at += 1;
    one(client, cases[index][0], cases[index][1], (kind, value, ms, server) => {
      stopTime();
      const text = kind === 'throw' || kind === 'reject' ? encodeThrown(value) : encode(value, MAX_VALUE);
      observe(index, kind, text, ms, ',' + virtual() + ',' + server.record());
      later(next); // what the last case has left behind runs before the next begins
    });
  };
  next();
}

/** What the function is called with: put together so that learner code cannot tell how. */
function argumentsOf(given, fetch) {
  const all = { __proto__: null, length: given.length + 2 };
  for (let i = 0; i < given.length; i += 1) all[i] = given[i];
  all[given.length] = fetch;
  all[given.length + 1] = clock;
  return all;
}

/** Plays one case: lets time go on until the client has come to its end, or will never. */
function one(client, given, replies, done) {
  let ended = null;
  const end = (kind, value) => { ended ??= { __proto__: null, kind, value }; };
  const server = makeServer(replies, () => end('requests'));
  const { fetch } = server;
  defineProperty(root, 'fetch', { __proto__: null, value: fetch, writable: true, configurable: true });
  startTime();
  const began = startCall();
  const finish = () => done(ended.kind, ended.value, now() - began, server);
  let value;
  try {
    value = apply(client, undefined, argumentsOf(given, fetch));
  } catch (error) {
    end('throw', error);
    return finish();
  }
  if (!isThenable(value)) {
    end('return', value);
    return finish();
  }
  settle(value, end);
  const turn = () => {
    if (ended === null) {
      const why = advance();
      if (why !== '') end(why);
    }
    if (ended === null) later(turn);
    else finish();
  };
  later(turn);
  return undefined;
}
