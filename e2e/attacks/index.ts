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
  kind: 'hang' | 'memory' | 'flood' | 'close' | 'forge' | 'read' | 'poison' | 'network' | 'storage' | 'late' | 'value' | 'source';
  /** What it tries. */
  what: string;
  /** It is run where a promise of an answer may be given. */
  asynchronous?: boolean;
  /** It is plain JavaScript, which reaches nothing of the browser, and others of its class are left: engines do not differ
   * in it, so Chromium alone runs it. Errors and their stacks, getters and proxies, and the places of syntax errors are
   * every engine's own affair, and never alike. */
  alike?: true;
  /** Where Firefox is right to say something else: what, and why. */
  firefox?: Partial<ExpectedReport> & { why: string };
}

/** What the report must say in one browser. */
export function expectedIn(attack: Attack, browser: 'chromium' | 'firefox'): ExpectedReport {
  return browser === 'firefox' ? { ...attack, ...attack.firefox } : attack;
}

/** Those that one browser runs. */
export function attacksIn(browser: 'chromium' | 'firefox'): Attack[] {
  return browser === 'firefox' ? attacks.filter((it) => !it.alike) : attacks;
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
  { file: 'hang-in-generator', kind: 'hang', what: 'Walks through a generator that never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', alike: true },
  { file: 'hang-in-spread', kind: 'hang', what: 'Spreads out what never ends.', verdict: 'error', reasons: ['timeout', 'memory', 'threw'] },
  { file: 'hang-native', kind: 'hang', what: 'A builtin walks a list that is as long as a list can be.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-big-integers', kind: 'hang', what: 'A big integer is squared until the engine has enough.', verdict: 'error', reasons: ['timeout', 'threw'] },
  { file: 'hang-in-error', kind: 'hang', what: 'What is thrown never tells its message.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-name', kind: 'hang', what: 'Gives back a function that never tells its name.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-prototype', kind: 'hang', what: 'Asking for the prototype never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-text', kind: 'hang', what: 'A label of the console that never becomes text.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', alike: true },
  { file: 'hang-in-intl', kind: 'hang', what: 'A builtin asks for an option that never comes.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-in-entry', kind: 'hang', what: 'Looking the function up never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-label', kind: 'hang', what: 'A loop that goes on with itself by its label.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', alike: true },
  { file: 'hang-in-with', kind: 'hang', what: 'A name that is looked for without end.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout' },
  { file: 'hang-async-never', kind: 'hang', what: 'A promise that is never settled, where one may be given.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true },
  { file: 'hang-async-on-one-request', kind: 'hang', what: 'A right answer to all but one request, whose promise is never settled.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true, alike: true },
  { file: 'hang-async-microtasks', kind: 'hang', what: 'Waits for nothing, for ever.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true },
  { file: 'hang-async-timers', kind: 'hang', what: 'Waits for one timer after the other.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true },
  { file: 'hang-async-generator', kind: 'hang', what: 'Waits for each value of a generator that never ends.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true, alike: true },
  { file: 'hang-async-thenable', kind: 'hang', what: 'A `then` that never comes back.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true },
  { file: 'hang-async-thenables', kind: 'hang', what: 'Each `then` hands out the next.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true, alike: true },
  { file: 'hang-async-subclass', kind: 'hang', what: 'A promise of its own kind, whose `then` does nothing.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', asynchronous: true },
  { file: 'hang-async-sleepers', kind: 'hang', what: 'Microtasks that follow each other for ever beside answers that are right.', verdict: 'pass', reasons: [], asynchronous: true },
  { file: 'memory-arrays', kind: 'memory', what: 'Arrays fill the memory.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-buffers', kind: 'memory', what: 'Buffers fill the memory.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-text', kind: 'memory', what: 'A text doubles until it cannot.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-small-objects', kind: 'memory', what: 'A list of small objects grows without end.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-on-load', kind: 'memory', what: 'The memory is filled before the function is called.', verdict: 'error', reasons: ['memory', 'timeout', 'load-error'] },
  { file: 'memory-maps', kind: 'memory', what: 'A map of maps grows without end.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-clones', kind: 'memory', what: 'A value doubles with each copy.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'memory-at-once', kind: 'memory', what: 'Asks for far too much at once, in every way there is; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'memory-async', kind: 'memory', what: 'Promises that are all waited for fill the memory.', verdict: 'error', reasons: ['memory', 'timeout', 'threw'], asynchronous: true },
  { file: 'flood-console', kind: 'flood', what: 'A hundred thousand lines on the console, with right answers.', verdict: 'pass', reasons: [] },
  { file: 'flood-console-for-ever', kind: 'flood', what: 'Lines on the console without end.', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', logs: true },
  { file: 'flood-long-lines', kind: 'flood', what: 'Megabytes in one line of the console, with right answers.', verdict: 'pass', reasons: [] },
  { file: 'flood-messages', kind: 'flood', what: 'Messages to the page, as many as there is a way to send.', verdict: 'pass', reasons: [] },
  { file: 'flood-body', kind: 'flood', what: 'A body of many megabytes.', verdict: 'fail', reasons: [] },
  { file: 'flood-keys', kind: 'flood', what: 'Ten thousand properties before the ones that count.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'flood-doubling', kind: 'flood', what: 'A small value that is huge once it is written out.', verdict: 'fail', reasons: [], symptom: 'body-is-object', alike: true },
  { file: 'flood-rejections', kind: 'flood', what: 'Ten thousand promises that nobody catches; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'flood-timers', kind: 'flood', what: 'A hundred thousand timers, each with a line for the console; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'flood-labels', kind: 'flood', what: 'A hundred thousand labels to count and to measure; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'flood-error', kind: 'flood', what: 'An error of many megabytes.', verdict: 'error', reasons: ['threw'], symptom: 'threw' },
  { file: 'flood-names', kind: 'flood', what: 'Ten thousand functions, none of which is the one that is wanted.', verdict: 'error', reasons: ['no-entry'], alike: true },
  { file: 'flood-list', kind: 'flood', what: 'A list that is as long as a list can be.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-array', alike: true },
  { file: 'flood-map', kind: 'flood', what: 'The right answer, followed by a map of a million entries.', verdict: 'pass', reasons: [], alike: true },
  { file: 'flood-depth', kind: 'flood', what: 'The right answer, followed by a hundred thousand objects, each in the other.', verdict: 'pass', reasons: [] },
  { file: 'flood-key', kind: 'flood', what: 'The right answer behind the name of a property of a million letters.', verdict: 'pass', reasons: [], alike: true },
  { file: 'flood-async', kind: 'flood', what: 'Ten thousand promises for each answer, which is right.', verdict: 'pass', reasons: [], asynchronous: true },
  { file: 'close-worker', kind: 'close', what: 'Ends the worker from inside, if it can.', verdict: 'pass', reasons: [] },
  { file: 'close-deep', kind: 'close', what: 'Sends builtins so deep that their own stack ends; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'close-deep-proxy', kind: 'close', what: 'Gives back a proxy of a proxy of a proxy, a hundred thousand deep.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other' },
  { file: 'forge-messages', kind: 'forge', what: 'Sends the lines of a pass itself, through whatever it finds.', verdict: 'fail', reasons: [] },
  { file: 'forge-ports', kind: 'forge', what: 'Listens in on ports to send lines of its own.', verdict: 'fail', reasons: [] },
  { file: 'forge-json', kind: 'forge', what: 'Writes JSON of its own choosing.', verdict: 'fail', reasons: [] },
  { file: 'forge-reflection', kind: 'forge', what: 'Replaces what looks at values.', verdict: 'fail', reasons: [] },
  { file: 'forge-prototype', kind: 'forge', what: 'Puts the answer on the prototype of every object.', verdict: 'fail', reasons: [], symptom: 'missing-status' },
  { file: 'forge-setters', kind: 'forge', what: 'Catches what is written to lists and objects.', verdict: 'fail', reasons: [] },
  { file: 'forge-promises', kind: 'forge', what: 'Replaces how promises go on.', verdict: 'fail', reasons: [] },
  { file: 'forge-conversion', kind: 'forge', what: 'Objects that turn into the right answer when they are compared.', verdict: 'fail', reasons: [], symptom: 'status-not-number', alike: true },
  { file: 'forge-thenable', kind: 'forge', what: 'An object with a `then` that hands out an answer.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'forge-proxy', kind: 'forge', what: 'A proxy that has an answer to every question.', verdict: 'fail', reasons: [] },
  { file: 'forge-events', kind: 'forge', what: 'Calls the listeners of the worker with lines of its own.', verdict: 'fail', reasons: [] },
  { file: 'forge-lookup', kind: 'forge', what: 'A table of the tests that are shown, and a guess for the rest.', verdict: 'fail', reasons: [], alike: true },
  { file: 'forge-stack', kind: 'forge', what: 'Writes its own stack, with places that are nowhere.', verdict: 'error', reasons: ['threw'], symptom: 'threw' },
  { file: 'forge-report', kind: 'forge', what: 'Takes over where errors are reported, and throws one of its own making.', verdict: 'error', reasons: ['load-error'] },
  { file: 'forge-species', kind: 'forge', what: 'Says of what kind copies are.', verdict: 'fail', reasons: [] },
  { file: 'forge-iterators', kind: 'forge', what: 'Replaces how lists are walked.', verdict: 'fail', reasons: [] },
  { file: 'forge-numbers', kind: 'forge', what: 'Replaces how numbers are looked at and written.', verdict: 'fail', reasons: [], alike: true },
  { file: 'forge-text', kind: 'forge', what: 'Replaces how texts are looked at and cut.', verdict: 'fail', reasons: [], alike: true },
  { file: 'forge-lines', kind: 'forge', what: 'Writes to the console what the lines of a pass look like.', verdict: 'fail', reasons: [], alike: true },
  { file: 'forge-injection', kind: 'forge', what: 'Texts that would break out of a line, wherever a text can be.', verdict: 'fail', reasons: [], alike: true },
  { file: 'forge-injected-error', kind: 'forge', what: 'An error whose name, message and stack would break out of a line.', verdict: 'error', reasons: ['threw'], symptom: 'threw' },
  { file: 'forge-async-then', kind: 'forge', what: 'Replaces how promises go on, where they are waited for.', verdict: 'fail', reasons: [], asynchronous: true },
  { file: 'forge-async-twice', kind: 'forge', what: 'Settles twice: wrong first, then right.', verdict: 'fail', reasons: [], asynchronous: true, alike: true },
  { file: 'forge-async-throw', kind: 'forge', what: 'Hands out the right answer, and throws afterwards.', verdict: 'pass', reasons: [], asynchronous: true, alike: true },
  { file: 'forge-length', kind: 'forge', what: 'A list that tells lines of its own instead of its length.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-array' },
  { file: 'forge-names', kind: 'forge', what: 'Names of classes and functions that would break out of a line.', verdict: 'fail', reasons: [], alike: true },
  { file: 'read-stack', kind: 'read', what: 'Walks the calls that led here, to look at who called.', verdict: 'pass', reasons: [] },
  { file: 'read-caller', kind: 'read', what: 'Asks the function who called it.', verdict: 'pass', reasons: [] },
  { file: 'read-globals', kind: 'read', what: 'Looks through every global for anything that is not of the language.', verdict: 'pass', reasons: [] },
  { file: 'read-arguments', kind: 'read', what: 'Looks for more than the request among the arguments.', verdict: 'pass', reasons: [] },
  { file: 'read-constructors', kind: 'read', what: 'Makes functions by every constructor, to find a global that is not its own.', verdict: 'pass', reasons: [] },
  { file: 'read-console', kind: 'read', what: 'Looks into the functions of the console, which are not of the language.', verdict: 'pass', reasons: [] },
  { file: 'read-agent-import', kind: 'read', what: 'Takes the address of what called it out of the stack, and imports it once more.', verdict: 'pass', reasons: [] },
  { file: 'read-shared-memory', kind: 'read', what: 'Looks for memory that could be shared, and for a clock made of it.', verdict: 'pass', reasons: [] },
  { file: 'read-document-all', kind: 'read', what: 'Looks for things that say they are undefined and are not.', verdict: 'pass', reasons: [] },
  { file: 'read-events', kind: 'read', what: 'Puts handlers in every place where the worker might call one, and waits for what it is handed.', verdict: 'pass', reasons: [] },
  { file: 'poison-prototypes', kind: 'poison', what: 'Breaks every builtin it can; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-globals', kind: 'poison', what: 'Leaves traces and looks for its own from an earlier run.', verdict: 'pass', reasons: [] },
  { file: 'poison-console', kind: 'poison', what: 'Takes the console away.', verdict: 'pass', reasons: [] },
  { file: 'poison-freeze', kind: 'poison', what: 'Freezes the objects of the language.', verdict: 'pass', reasons: [] },
  { file: 'poison-species', kind: 'poison', what: 'Lets copies of everything fail; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-iterators', kind: 'poison', what: 'Breaks the walk through every kind of list; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-intl', kind: 'poison', what: 'Replaces numbers, dates and words of every land; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-timers', kind: 'poison', what: 'Takes the timers away; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-stack', kind: 'poison', what: 'Lets every stack fail, in an error that is caught; the answers are right.', verdict: 'pass', reasons: [] },
  { file: 'poison-async-promises', kind: 'poison', what: 'Takes promises away, where answers are waited for; the answers are right.', verdict: 'pass', reasons: [], asynchronous: true },
  { file: 'network-fetch', kind: 'network', what: 'Asks for an address with fetch.', verdict: 'pass', reasons: [] },
  { file: 'network-xhr', kind: 'network', what: 'Asks for an address with XMLHttpRequest.', verdict: 'pass', reasons: [] },
  { file: 'network-sockets', kind: 'network', what: 'Opens connections of every other kind.', verdict: 'pass', reasons: [] },
  { file: 'network-import', kind: 'network', what: 'Imports code from outside.', verdict: 'pass', reasons: [] },
  { file: 'network-workers', kind: 'network', what: 'Starts workers of its own.', verdict: 'pass', reasons: [] },
  { file: 'network-font', kind: 'network', what: 'Loads a font and an image.', verdict: 'pass', reasons: [] },
  { file: 'network-navigation', kind: 'network', what: 'Sends the frame or the page somewhere else.', verdict: 'pass', reasons: [] },
  { file: 'network-webrtc', kind: 'network', what: 'Reaches out over WebRTC and beacons.', verdict: 'pass', reasons: [] },
  { file: 'network-source-map', kind: 'network', what: 'Names a map of its source that is somewhere else.', verdict: 'pass', reasons: [] },
  { file: 'network-import-data', kind: 'network', what: 'Imports data and styles from outside.', verdict: 'pass', reasons: [] },
  { file: 'network-own-blob', kind: 'network', what: 'Makes an address of its own for code that reaches out.', verdict: 'pass', reasons: [] },
  { file: 'network-async', kind: 'network', what: 'Waits for an import from outside before it answers.', verdict: 'pass', reasons: [], asynchronous: true },
  { file: 'storage', kind: 'storage', what: 'Keeps something for later, in every place a browser has.', verdict: 'pass', reasons: [] },
  { file: 'storage-late', kind: 'storage', what: 'Looks for a place to keep something once the run seems over, and through every constructor.', verdict: 'pass', reasons: [] },
  { file: 'late-lines', kind: 'late', what: 'Writes to the console for as long as it is left alone, once the answers have been given.', verdict: 'pass', reasons: [] },
  { file: 'late-errors', kind: 'late', what: 'Throws whatever can be thrown, once the answers have been given.', verdict: 'pass', reasons: [] },
  { file: 'late-changes', kind: 'late', what: 'Changes its answers, once they have been given.', verdict: 'pass', reasons: [] },
  { file: 'late-memory', kind: 'late', what: 'Fills the memory, once the answers have been given.', verdict: 'pass', reasons: [] },
  { file: 'late-async', kind: 'late', what: 'Goes on with what an earlier request began, once others have been answered.', verdict: 'pass', reasons: [], asynchronous: true },
  { file: 'value-getters', kind: 'value', what: 'Getters that give the right answer.', verdict: 'pass', reasons: [] },
  { file: 'value-throwing-getter', kind: 'value', what: 'A getter that throws.', verdict: 'fail', reasons: [], symptom: 'body-not-string' },
  { file: 'value-changing-getter', kind: 'value', what: 'A getter that says something else each time.', verdict: 'fail', reasons: [] },
  { file: 'value-cycle', kind: 'value', what: 'The right answer, with itself inside.', verdict: 'pass', reasons: [], alike: true },
  { file: 'value-proxy', kind: 'value', what: 'The right answer behind a proxy.', verdict: 'pass', reasons: [] },
  { file: 'value-bare-object', kind: 'value', what: 'The right answer in an object without a prototype.', verdict: 'pass', reasons: [], alike: true },
  { file: 'value-inherited', kind: 'value', what: 'The right answer, but only on the prototype.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'value-boxed', kind: 'value', what: 'Numbers and texts in boxes.', verdict: 'fail', reasons: [], symptom: 'status-not-number', alike: true },
  { file: 'value-bigint', kind: 'value', what: 'A status that is a big integer.', verdict: 'fail', reasons: [], symptom: 'status-not-number', alike: true },
  { file: 'value-list', kind: 'value', what: 'A list that carries status and body.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-array', alike: true },
  { file: 'value-function', kind: 'value', what: 'A function instead of an answer.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other', alike: true },
  { file: 'value-revoked-proxy', kind: 'value', what: 'A proxy that has been revoked.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other' },
  { file: 'value-lone-surrogate', kind: 'value', what: 'A text that is no Unicode.', verdict: 'fail', reasons: [], alike: true },
  { file: 'value-throws-odd', kind: 'value', what: 'Throws something that is no error.', verdict: 'error', reasons: ['threw'], symptom: 'threw' },
  { file: 'value-generator', kind: 'value', what: 'A generator, which answers only to those who ask on.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'value-async-generator', kind: 'value', what: 'An asynchronous generator, where promises are waited for.', verdict: 'fail', reasons: [], symptom: 'missing-status', asynchronous: true, alike: true },
  { file: 'value-symbol-keys', kind: 'value', what: 'The right answer, under symbols.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'value-hidden', kind: 'value', what: 'The right answer, in properties that are not listed.', verdict: 'fail', reasons: [], symptom: 'missing-status', alike: true },
  { file: 'value-hooks', kind: 'value', what: 'The right answer, with a hook for everything that might turn it into something else.', verdict: 'pass', reasons: [] },
  { file: 'value-zoo', kind: 'value', what: 'The right answer, among one of everything there is.', verdict: 'pass', reasons: [] },
  { file: 'value-frozen', kind: 'value', what: 'The right answer, in an instance of a class that is frozen and sealed.', verdict: 'pass', reasons: [] },
  { file: 'value-nothing', kind: 'value', what: 'Nothing at all.', verdict: 'error', reasons: ['not-a-response'], alike: true },
  { file: 'value-symbol', kind: 'value', what: 'A symbol instead of an answer.', verdict: 'error', reasons: ['not-a-response'], symptom: 'returned-other', alike: true },
  { file: 'value-not-a-number', kind: 'value', what: 'A status that is a number by name only.', verdict: 'fail', reasons: [], alike: true },
  { file: 'value-date', kind: 'value', what: 'A status that is a date.', verdict: 'fail', reasons: [], symptom: 'status-not-number', alike: true },
  { file: 'value-promise-inside', kind: 'value', what: 'A promise of the status, in an answer that is there at once.', verdict: 'fail', reasons: [], symptom: 'part-is-promise', asynchronous: true, alike: true },
  { file: 'value-async-rejection', kind: 'value', what: 'Rejects with something that cannot be looked at.', verdict: 'error', reasons: ['threw'], symptom: 'threw', asynchronous: true },
  { file: 'value-async-itself', kind: 'value', what: 'A promise that waits for itself.', verdict: 'error', reasons: ['threw'], symptom: 'threw', asynchronous: true },
  { file: 'value-async-at-once', kind: 'value', what: 'The right answer at once, where promises are waited for.', verdict: 'pass', reasons: [], asynchronous: true, alike: true },
  { file: 'source-open-comment', kind: 'source', what: 'A comment that is never closed.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-open-template', kind: 'source', what: 'A text that is never closed.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-break-out', kind: 'source', what: 'Closes brackets that it never opened, to get out of whatever is around it.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-return', kind: 'source', what: 'Returns from the whole of the code.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-fake-name', kind: 'source', what: 'Gives itself another name, then throws: the line is still right.', verdict: 'error', reasons: ['threw'], symptom: 'threw', line: 4 },
  { file: 'source-defined-twice', kind: 'source', what: 'Defines the function twice; the last one counts, and is right.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-strict', kind: 'source', what: 'Strict code, with the function in a constant.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-line-comment', kind: 'source', what: 'Ends in a comment without a new line.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-entry-getter', kind: 'source', what: 'The function comes from a getter that gives something else each time.', verdict: 'error', reasons: ['no-entry'], symptom: 'entry-not-function' },
  { file: 'source-line-separators', kind: 'source', what: 'Line separators that are no line feeds.', verdict: 'pass', reasons: [] },
  { file: 'source-new-function', kind: 'source', what: 'Makes its function out of text.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-await', kind: 'source', what: 'Waits outside of any function.', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
  { file: 'source-export', kind: 'source', what: 'Exports its function, as a module does.', verdict: 'error', reasons: ['load-error'], symptom: 'module-syntax' },
  { file: 'source-import-meta', kind: 'source', what: 'Asks where it is, as a module can.', verdict: 'error', reasons: ['load-error'], symptom: 'module-syntax' },
  { file: 'source-html-comments', kind: 'source', what: 'Comments as they were once hidden from old browsers.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-with', kind: 'source', what: 'Finds the answer by way of `with`.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-escapes', kind: 'source', what: 'Spells its name with escapes.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-shadows', kind: 'source', what: 'Gives names of the language another meaning.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-same-names', kind: 'source', what: 'Uses the names that whoever runs it may use as well.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-dangling', kind: 'source', what: 'Ends in the middle of a statement that anything may follow.', verdict: 'pass', reasons: [], alike: true },
  { file: 'source-throws', kind: 'source', what: 'Throws before the function is there.', verdict: 'error', reasons: ['load-error'] },
  { file: 'source-odd-spaces', kind: 'source', what: 'Spaces and invisible letters of every kind.', verdict: 'pass', reasons: [], alike: true },
];
