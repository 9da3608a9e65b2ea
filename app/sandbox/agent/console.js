// The console that learner code is given: its lines are kept with the call that wrote them, up to a bound, then counted.
import { now, say } from './host.js';
import { apply, asString, min, round, slice } from './taken.js';
import { bytesOf, encode, quote } from './values.js';

const MAX_LINES = 200;
const MAX_BYTES = 32768;
const MAX_LINE = 8192;
const MAX_VALUES = 20;
const LATE_MS = 50; // a call that takes longer sends its lines ahead
const nothing = () => {};

let logs = ''; // lines not yet sent, each after a comma
let dropped = 0; // lines not kept since the last observation
let lines = 0;
let bytes = 0;
let live = false; // a snippet's lines go out at once
let began = 0; // when the call under way began
let indent = '';
const counts = { __proto__: null };
const timers = { __proto__: null };

function write(level, values) {
  if (lines >= MAX_LINES || bytes >= MAX_BYTES) {
    dropped += 1;
    sendIfLate();
    return;
  }
  let text = indent === '' ? '' : ',' + quote(indent);
  let room = min(MAX_LINE, MAX_BYTES - bytes) - bytesOf(text);
  for (let i = 0; i < values.length && i < MAX_VALUES && room > 0; i += 1) {
    const one = encode(values[i], room);
    text += ',' + one;
    room -= bytesOf(one);
  }
  lines += 1;
  bytes += bytesOf(text);
  logs += ',["' + level + '"' + text + ']';
  sendIfLate();
}

/** Starts the clock of a call: its lines go out ahead of it if it takes long. */
export function startCall() {
  began = now();
  return began;
}

/** From now on every line goes out at once. */
export function goLive() {
  live = true;
}

/** Sends lines ahead of their observation where a call takes long, so that those of one that never ends are seen. */
function sendIfLate() {
  if (logs !== '' && (live || now() - began > LATE_MS)) sendLogs();
}

/** Sends the lines that have not been sent. */
export function sendLogs() {
  if (logs === '') return;
  const text = logs;
  logs = '';
  say('["log"' + text + ']');
}

/** The lines that have not been sent, and how many were dropped, as two parts of a line. */
export function takeLogs() {
  const text = '[' + apply(slice, logs, [1]) + '],' + dropped;
  logs = '';
  dropped = 0;
  return text;
}

/** How many lines were dropped and not yet counted. */
export function droppedLines() {
  return dropped;
}

/** An error that nobody caught. */
export function unhandled(error) {
  write('error', ['Uncaught', error]);
}

/** The console that learner code is given. */
export function makeConsole() {
  const label = (it) => (it === undefined ? 'default' : asString(it));
  const group = (...values) => { write('log', values); if (indent.length < 20) indent += '  '; };
  const timed = (it, ...values) => { const key = label(it); write('log', [key + ': ' + round(now() - (timers[key] ?? now())) + ' ms', ...values]); };
  return {
    log: (...values) => write('log', values),
    info: (...values) => write('info', values),
    debug: (...values) => write('debug', values),
    warn: (...values) => write('warn', values),
    error: (...values) => write('error', values),
    trace: (...values) => write('error', values),
    dir: (value) => write('log', [value]),
    dirxml: (...values) => write('log', values),
    table: (value) => write('log', [value]),
    assert: (holds, ...values) => { if (!holds) write('error', ['Assertion failed', ...values]); },
    group,
    groupCollapsed: group,
    groupEnd: () => { indent = apply(slice, indent, [2]); },
    count: (it) => { const key = label(it); counts[key] = (counts[key] ?? 0) + 1; write('log', [key + ': ' + counts[key]]); },
    countReset: (it) => { counts[label(it)] = 0; },
    time: (it) => { timers[label(it)] = now(); },
    timeLog: timed,
    timeEnd: (it) => timed(it),
    clear: nothing,
  };
}
