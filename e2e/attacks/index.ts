// What must hold under attack: one file each, run through the page as a learner would. `__SOLUTION__` in a file stands for
// a right `answer(request)`, `__ORIGIN__` for the page's origin; no request to `/breach/…` may ever arrive there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedReport } from '../support/report';

/** The longest that a frame of the page may take while or after an attack runs, in milliseconds. */
export const FRAME = 2_000;

/** What the report of an attack must say. */
export interface Attack extends ExpectedReport {
  /** The file beside this one, without `.js`. */
  file: string;
  /** The class of attack. */
  kind: 'hang' | 'memory' | 'flood' | 'close' | 'forge' | 'read' | 'poison' | 'network' | 'storage' | 'value' | 'source';
  /** What it tries. */
  what: string;
  /** Where Firefox is right to say something else: what, and why. */
  firefox?: Partial<ExpectedReport> & { why: string };
}

/** What the report must say in one browser. */
export function expectedIn(attack: Attack, browser: 'chromium' | 'firefox'): ExpectedReport {
  return browser === 'firefox' ? { ...attack, ...attack.firefox } : attack;
}

/** The code of an attack, ready for the editor. */
export function sourceOf(attack: Attack, origin: string): string {
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  return read(`${attack.file}.js`).replace('__SOLUTION__', () => read('solution.txt').trimEnd()).replaceAll('__ORIGIN__', origin);
}

export const attacks: Attack[] = [
  { file: 'hang-in-handler', kind: 'hang', what: 'A loop in the function never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-on-load', kind: 'hang', what: 'A loop outside of the function never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-on-one-request', kind: 'hang', what: 'Only one of the requests is looped over; that case is the one to blame.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-recursion', kind: 'hang', what: 'Two functions call each other without end.', verdict: 'error', reasons: ['threw'], symptom: 'stack-overflow' },
  { file: 'hang-recursion-caught', kind: 'hang', what: 'Endless recursion that catches its own overflow and starts again.', verdict: 'error', reasons: ['timeout', 'threw'] },
  { file: 'hang-regular-expression', kind: 'hang', what: 'A regular expression that tries every way to split a text.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-microtasks', kind: 'hang', what: 'Promises that follow each other for ever; the answers themselves are right.', verdict: 'pass', reasons: [] },
  { file: 'hang-timers', kind: 'hang', what: 'A timer that never comes back, once the answers have been given.', verdict: 'pass', reasons: [] },
  { file: 'hang-in-getter', kind: 'hang', what: 'Reading the status never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-proxy', kind: 'hang', what: 'Asking for the names of the properties never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-log', kind: 'hang', what: 'Writing a value to the console never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-endless-promise', kind: 'hang', what: 'A promise that is never settled, where none is allowed.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-promise' },
  { file: 'hang-atomics', kind: 'hang', what: 'Waiting on shared memory, if there is any.', verdict: 'pass', reasons: [] },
  { file: 'memory-arrays', kind: 'memory', what: 'Arrays fill the memory.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-buffers', kind: 'memory', what: 'Buffers fill the memory.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-text', kind: 'memory', what: 'A text doubles until it cannot.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-small-objects', kind: 'memory', what: 'A list of small objects grows without end.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-on-load', kind: 'memory', what: 'The memory is filled before the function is called.', verdict: 'error', reasons: ['memory', 'timeout', 'load-error'] },
  { file: 'flood-console', kind: 'flood', what: 'A hundred thousand lines on the console, with right answers.', verdict: 'pass', reasons: [] },
  { file: 'flood-console-for-ever', kind: 'flood', what: 'Lines on the console without end.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', logs: true },
  { file: 'flood-long-lines', kind: 'flood', what: 'Megabytes in one line of the console, with right answers.', verdict: 'pass', reasons: [] },
  { file: 'flood-messages', kind: 'flood', what: 'Messages to the page, as many as there is a way to send.', verdict: 'pass', reasons: [] },
  { file: 'flood-body', kind: 'flood', what: 'A body of many megabytes.', verdict: 'fail', reasons: [] },
  { file: 'flood-keys', kind: 'flood', what: 'Ten thousand properties before the ones that count.', verdict: 'fail', reasons: [], symptom: 'missing-status' },
  { file: 'flood-doubling', kind: 'flood', what: 'A small value that is huge once it is written out.', verdict: 'fail', reasons: [], symptom: 'body-is-object' },
  { file: 'close-worker', kind: 'close', what: 'Ends the worker from inside, if it can.', verdict: 'pass', reasons: [] },
  { file: 'forge-messages', kind: 'forge', what: 'Sends the lines of a pass itself, through whatever it finds.', verdict: 'fail', reasons: [] },
  { file: 'forge-ports', kind: 'forge', what: 'Listens in on ports to send lines of its own.', verdict: 'fail', reasons: [] },
  { file: 'forge-json', kind: 'forge', what: 'Writes JSON of its own choosing.', verdict: 'fail', reasons: [] },
  { file: 'forge-reflection', kind: 'forge', what: 'Replaces what looks at values.', verdict: 'fail', reasons: [] },
  { file: 'forge-prototype', kind: 'forge', what: 'Puts the answer on the prototype of every object.', verdict: 'fail', reasons: [], symptom: 'missing-status' },
  { file: 'forge-setters', kind: 'forge', what: 'Catches what is written to lists and objects.', verdict: 'fail', reasons: [] },
  { file: 'forge-promises', kind: 'forge', what: 'Replaces how promises go on.', verdict: 'fail', reasons: [] },
  { file: 'forge-conversion', kind: 'forge', what: 'Objects that turn into the right answer when they are compared.', verdict: 'fail', reasons: [], symptom: 'status-not-number' },
  { file: 'forge-thenable', kind: 'forge', what: 'An object with a `then` that hands out an answer.', verdict: 'fail', reasons: [], symptom: 'missing-status' },
  { file: 'forge-proxy', kind: 'forge', what: 'A proxy that has an answer to every question.', verdict: 'fail', reasons: [] },
  { file: 'forge-events', kind: 'forge', what: 'Calls the listeners of the worker with lines of its own.', verdict: 'fail', reasons: [] },
  { file: 'forge-lookup', kind: 'forge', what: 'A table of the tests that are shown, and a guess for the rest.', verdict: 'fail', reasons: [] },
  { file: 'read-stack', kind: 'read', what: 'Walks the calls that led here, to look at who called.', verdict: 'pass', reasons: [] },
  { file: 'read-caller', kind: 'read', what: 'Asks the function who called it.', verdict: 'pass', reasons: [] },
  { file: 'read-globals', kind: 'read', what: 'Looks through every global for anything that is not of the language.', verdict: 'pass', reasons: [] },
  { file: 'read-arguments', kind: 'read', what: 'Looks for more than the request among the arguments.', verdict: 'pass', reasons: [] },
  { file: 'poison-prototypes', kind: 'poison', what: 'Breaks every builtin it can; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-globals', kind: 'poison', what: 'Leaves traces and looks for its own from an earlier run.', verdict: 'pass', reasons: [] },
  { file: 'poison-console', kind: 'poison', what: 'Takes the console away.', verdict: 'pass', reasons: [] },
  { file: 'poison-freeze', kind: 'poison', what: 'Freezes the objects of the language.', verdict: 'pass', reasons: [] },
  { file: 'network-fetch', kind: 'network', what: 'Asks for an address with fetch.', verdict: 'pass', reasons: [] },
  { file: 'network-xhr', kind: 'network', what: 'Asks for an address with XMLHttpRequest.', verdict: 'pass', reasons: [] },
  { file: 'network-sockets', kind: 'network', what: 'Opens connections of every other kind.', verdict: 'pass', reasons: [] },
  { file: 'network-import', kind: 'network', what: 'Imports code from outside.', verdict: 'pass', reasons: [] },
  { file: 'network-workers', kind: 'network', what: 'Starts workers of its own.', verdict: 'pass', reasons: [] },
  { file: 'network-font', kind: 'network', what: 'Loads a font and an image.', verdict: 'pass', reasons: [] },
  { file: 'network-navigation', kind: 'network', what: 'Sends the frame or the page somewhere else.', verdict: 'pass', reasons: [] },
  { file: 'network-webrtc', kind: 'network', what: 'Reaches out over WebRTC and beacons.', verdict: 'pass', reasons: [] },
  { file: 'storage', kind: 'storage', what: 'Keeps something for later, in every place a browser has.', verdict: 'pass', reasons: [] },
  { file: 'value-getters', kind: 'value', what: 'Getters that give the right answer.', verdict: 'pass', reasons: [] },
  { file: 'value-throwing-getter', kind: 'value', what: 'A getter that throws.', verdict: 'fail', reasons: [], symptom: 'body-not-string' },
  { file: 'value-changing-getter', kind: 'value', what: 'A getter that says something else each time.', verdict: 'fail', reasons: [] },
  { file: 'value-cycle', kind: 'value', what: 'The right answer, with itself inside.', verdict: 'pass', reasons: [] },
  { file: 'value-proxy', kind: 'value', what: 'The right answer behind a proxy.', verdict: 'pass', reasons: [] },
  { file: 'value-bare-object', kind: 'value', what: 'The right answer in an object without a prototype.', verdict: 'pass', reasons: [] },
  { file: 'value-inherited', kind: 'value', what: 'The right answer, but only on the prototype.', verdict: 'fail', reasons: [], symptom: 'missing-status' },
  { file: 'value-boxed', kind: 'value', what: 'Numbers and texts in boxes.', verdict: 'fail', reasons: [], symptom: 'status-not-number' },
  { file: 'value-bigint', kind: 'value', what: 'A status that is a big integer.', verdict: 'fail', reasons: [], symptom: 'status-not-number' },
  { file: 'value-list', kind: 'value', what: 'A list that carries status and body.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-array' },
  { file: 'value-function', kind: 'value', what: 'A function instead of an answer.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other' },
  { file: 'value-revoked-proxy', kind: 'value', what: 'A proxy that has been revoked.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other' },
  { file: 'value-lone-surrogate', kind: 'value', what: 'A text that is no Unicode.', verdict: 'fail', reasons: [] },
  { file: 'value-throws-odd', kind: 'value', what: 'Throws something that is no error.', verdict: 'error', reasons: ['threw'], symptom: 'threw' },
  { file: 'source-open-comment', kind: 'source', what: 'A comment that is never closed.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-open-template', kind: 'source', what: 'A text that is never closed.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-break-out', kind: 'source', what: 'Closes brackets that it never opened, to get out of whatever is around it.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-return', kind: 'source', what: 'Returns from the whole of the code.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-fake-name', kind: 'source', what: 'Gives itself another name, then throws: the line is still right.', verdict: 'error', reasons: ['threw'], symptom: 'threw', line: 4 },
  { file: 'source-defined-twice', kind: 'source', what: 'Defines the function twice; the last one counts, and is right.', verdict: 'pass', reasons: [] },
  { file: 'source-strict', kind: 'source', what: 'Strict code, with the function in a constant.', verdict: 'pass', reasons: [] },
  { file: 'source-line-comment', kind: 'source', what: 'Ends in a comment without a new line.', verdict: 'pass', reasons: [] },
  { file: 'source-entry-getter', kind: 'source', what: 'The function comes from a getter that gives something else each time.', verdict: 'error', reasons: ['no-entry'], symptom: 'entry-not-function' },
  { file: 'source-line-separators', kind: 'source', what: 'Line separators that are no line feeds.', verdict: 'pass', reasons: [] },
  { file: 'source-new-function', kind: 'source', what: 'Makes its function out of text.', verdict: 'pass', reasons: [] },
];
