// `Response` with a body that comes in pieces, in virtual time: what `fetch` of a browser gives, as far as it is needed.
import { Headers } from './headers.js';
import { apply, asyncIterator, bufferOf, BytesType, charCodeAt, defineProperty, parseJson, PromiseType, promiseThen, TypeErrorType } from './taken.js';

/** Gives a class the name that learners know it by, which the judge sees as well: bundling shortens names. */
const named = (type, name) => defineProperty(type, 'name', { value: name, configurable: true });

/** A body under way: pieces are put in by the server, in a chain that each reader goes along by itself. */
export class Flow {
  #first = { __proto__: null, bytes: '', next: null }; // holds nothing; the pieces come behind it
  #last = this.#first;
  #ended = false;
  #failed = false;
  #error = undefined;
  #waiting = null; // calls to be told of the next change, in a chain
  #newest = null; // its end

  put(bytes) {
    this.#last.next = { __proto__: null, bytes, next: null };
    this.#last = this.#last.next;
    this.tell();
  }

  end() {
    this.#ended = true;
    this.tell();
  }

  fail(error) {
    if (this.#ended || this.#failed) return;
    this.#failed = true;
    this.#error = error;
    this.tell();
  }

  get over() { return this.#ended || this.#failed; }

  /** Where every reader begins. */
  get first() { return this.#first; }

  /** Lets everybody who waits look again. */
  tell() {
    let it = this.#waiting;
    this.#waiting = null;
    for (; it !== null; it = it.next) it.run();
  }

  #wait(run) {
    const it = { __proto__: null, run, next: null };
    if (this.#waiting === null) this.#waiting = it;
    else this.#newest.next = it;
    this.#newest = it;
  }

  /** Calls back with the piece behind `at`, or null where the body has ended; with `again` once that may be known. */
  after(at, resolve, reject, again) {
    if (this.#failed) reject(this.#error);
    else if (at.next !== null) resolve(at.next);
    else if (this.#ended) resolve(null);
    else this.#wait(again);
  }

  /** Calls back when everything has come. */
  whole(resolve, reject) {
    if (this.#failed) reject(this.#error);
    else if (this.#ended) resolve();
    else this.#wait(() => this.whole(resolve, reject));
  }
}

/** Puts bytes that came as text, one sign each, into `bytes` from `start` on. */
function fill(text, bytes, start) {
  for (let i = 0; i < text.length; i += 1) bytes[start + i] = apply(charCodeAt, text, [i]);
  return bytes;
}

const asBytes = (text) => fill(text, new BytesType(text.length), 0);

/** All bytes behind `first`. */
function allBytes(first) {
  let length = 0;
  for (let it = first.next; it !== null; it = it.next) length += it.bytes.length;
  const bytes = new BytesType(length);
  let start = 0;
  for (let it = first.next; it !== null; it = it.next) {
    fill(it.bytes, bytes, start);
    start += it.bytes.length;
  }
  return bytes;
}

class Reader {
  #stream;
  #take;

  constructor(stream, take) {
    this.#stream = stream;
    this.#take = take;
  }

  read() { return new PromiseType(this.#take); }

  cancel() { return this.#stream.drop(); }

  releaseLock() { this.#stream.locked = false; }
}

class ReadableStream {
  static { named(this, 'ReadableStream'); }

  #flow;
  #at; // the piece that was read last
  #drop;
  #used;
  #given = false; // up, by whoever read it
  locked = false;

  constructor(flow, used, drop) {
    this.#flow = flow;
    this.#at = flow.first;
    this.#used = used;
    this.#drop = drop;
  }

  drop() {
    if (!this.#given) {
      this.#given = true;
      this.#used();
      this.#drop();
      this.#flow.tell(); // what waits for a piece gets the end
    }
    return new PromiseType((resolve) => resolve());
  }

  cancel() { return this.drop(); }

  getReader() {
    if (this.locked) throw new TypeErrorType('This stream has a reader already.');
    this.locked = true;
    this.#used();
    return new Reader(this, (resolve, reject) => this.#take(resolve, reject));
  }

  /** The next piece, as a reader's `read` gives it. */
  #take(resolve, reject) {
    const come = (it) => {
      if (it === null) return resolve({ done: true, value: undefined });
      this.#at = it;
      return resolve({ done: false, value: asBytes(it.bytes) });
    };
    if (this.#given) come(null);
    else this.#flow.after(this.#at, come, reject, () => this.#take(resolve, reject));
  }

  [asyncIterator]() {
    const reader = this.getReader();
    const end = (value) => apply(promiseThen, reader.cancel(), [() => ({ done: true, value })]);
    return { next: () => reader.read(), return: end, [asyncIterator]() { return this; } };
  }
}

const refused = () => new PromiseType((resolve, reject) => reject(new TypeErrorType('The body of this response has been read already.')));

export class Response {
  static { named(this, 'Response'); }

  #reply;
  #url;
  #flow;
  #headers;
  #stream;
  #readers; // of one body: this response and its clones
  #used = false;

  /** `drop` is called when the learner's code wants no more of the body, of which `readers` counts who may read it. */
  constructor(reply, url, flow, drop, readers = { __proto__: null, left: 1, drop }) {
    this.#reply = reply;
    this.#url = url;
    this.#flow = flow;
    this.#readers = readers;
    this.#headers = new Headers(reply.headers);
    const leave = () => {
      readers.left -= 1;
      if (readers.left === 0) readers.drop();
    };
    this.#stream = new ReadableStream(flow, () => { this.#used = true; }, leave);
  }

  get status() { return this.#reply.status; }

  get statusText() { return this.#reply.reason; }

  get ok() { return this.status >= 200 && this.status < 300; }

  get headers() { return this.#headers; }

  get url() { return this.#url; }

  get redirected() { return false; }

  get type() { return 'basic'; }

  get bodyUsed() { return this.#used; }

  get body() { return this.#stream; }

  /** When everything has come, what `read` makes of it. */
  #whole(read) {
    if (this.#used) return refused();
    this.#used = true;
    return new PromiseType((resolve, reject) => this.#flow.whole(() => resolve(read()), reject));
  }

  text() { return this.#whole(() => this.#reply.text); }

  json() { return apply(promiseThen, this.text(), [(text) => parseJson(text)]); }

  arrayBuffer() { return this.#whole(() => apply(bufferOf, allBytes(this.#flow.first), [])); }

  /** A second response, whose body is read by itself. */
  clone() {
    if (this.#used) throw new TypeErrorType('The body of this response has been read already: clone it before.');
    this.#readers.left += 1;
    return new Response(this.#reply, this.#url, this.#flow, null, this.#readers);
  }
}
