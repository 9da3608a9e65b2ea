// `Response` with a body that comes in pieces, in virtual time: what `fetch` of a browser gives, as far as it is needed.
import { Headers } from './headers.js';
import { apply, asyncIterator, BytesType, charCodeAt, defineProperty, parseJson, PromiseType, promiseThen, TypeErrorType } from './taken.js';

/** Gives a class the name that learners know it by, which the judge sees as well: bundling shortens names. */
const named = (type, name) => defineProperty(type, 'name', { value: name, configurable: true });

/** A body under way: pieces are put in by the server, and taken out by one reader. */
export class Flow {
  #first = null; // pieces that nobody has read, in a chain
  #last = null;
  #ended = false;
  #failed = false;
  #error = undefined;
  #waiting = null; // calls to be told of the next change, in a chain

  put(bytes) {
    const it = { __proto__: null, bytes, next: null };
    if (this.#last === null) this.#first = it;
    else this.#last.next = it;
    this.#last = it;
    this.#tell();
  }

  end() {
    this.#ended = true;
    this.#tell();
  }

  fail(error) {
    if (this.#ended || this.#failed) return;
    this.#failed = true;
    this.#error = error;
    this.#first = null;
    this.#last = null;
    this.#tell();
  }

  get over() { return this.#ended || this.#failed; }

  #tell() {
    let it = this.#waiting;
    this.#waiting = null;
    for (; it !== null; it = it.next) it.run();
  }

  #wait(run) { this.#waiting = { __proto__: null, run, next: this.#waiting }; }

  /** The next piece, as a reader's `read` gives it. */
  take(resolve, reject) {
    if (this.#failed) {
      reject(this.#error);
    } else if (this.#first !== null) {
      const { bytes } = this.#first;
      this.#first = this.#first.next;
      if (this.#first === null) this.#last = null;
      resolve({ done: false, value: asBytes(bytes) });
    } else if (this.#ended) {
      resolve({ done: true, value: undefined });
    } else {
      this.#wait(() => this.take(resolve, reject));
    }
  }

  /** Calls back when everything has come. */
  whole(resolve, reject) {
    if (this.#failed) reject(this.#error);
    else if (this.#ended) resolve();
    else this.#wait(() => this.whole(resolve, reject));
  }
}

/** Bytes that came as text, one sign each. */
function asBytes(text) {
  const bytes = new BytesType(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = apply(charCodeAt, text, [i]);
  return bytes;
}

class Reader {
  #stream;
  #flow;

  constructor(stream, flow) {
    this.#stream = stream;
    this.#flow = flow;
  }

  read() { return new PromiseType((resolve, reject) => this.#flow.take(resolve, reject)); }

  cancel() { return this.#stream.drop(); }

  releaseLock() { this.#stream.locked = false; }
}

class ReadableStream {
  static { named(this, 'ReadableStream'); }

  #flow;
  #drop;
  #used;
  locked = false;

  constructor(flow, used, drop) {
    this.#flow = flow;
    this.#used = used;
    this.#drop = drop;
  }

  drop() {
    this.#drop();
    return new PromiseType((resolve) => resolve());
  }

  cancel() { return this.drop(); }

  getReader() {
    if (this.locked) throw new TypeErrorType('This stream has a reader already.');
    this.locked = true;
    this.#used();
    return new Reader(this, this.#flow);
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
  #used = false;

  /** `drop` is called when the learner's code wants no more of the body. */
  constructor(reply, url, flow, drop) {
    this.#reply = reply;
    this.#url = url;
    this.#flow = flow;
    this.#headers = new Headers(reply.headers);
    this.#stream = new ReadableStream(flow, () => { this.#used = true; }, drop);
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

  text() {
    if (this.#used) return refused();
    this.#used = true;
    return new PromiseType((resolve, reject) => this.#flow.whole(() => resolve(this.#reply.text), reject));
  }

  json() { return apply(promiseThen, this.text(), [(text) => parseJson(text)]); }
}
