// The server that a learner's client talks to: `fetch`, answered from a script in virtual time, and a record of what was
// asked. The script is an input of the case; what would be right to ask is not known here.
import { isAborted, isSignal, onceAborted, reasonOf } from './abort.js';
import { eachField, fieldOf, fieldsOf, setField } from './headers.js';
import { Flow, Response } from './response.js';
import { apply, asString, ceil, construct, dateText, DateType, decodeComponent, indexOf, PromiseType, slice, startsWith, toUpperCase, TypeErrorType } from './taken.js';
import { after, virtual, wall } from './time.js';
import { bytesOf, quote, shorten } from './values.js';

/** So many requests may be sent in one case. */
const MAX_REQUESTS = 50;
/** What is said of them in all, in characters; later ones are said without their fields and bodies. */
const MAX_RECORD = 16000;
const NORMALISED = ' DELETE GET HEAD OPTIONS POST PUT ';
const NOTHING = {
  __proto__: null, lookup: null, after: 50, status: 404, reason: 'Not Found', headers: [['content-type', 'text/plain']], text: 'Not Found', pieces: [[0, 'Not Found']], end: 'close',
};

function normalised(method) {
  const text = asString(method);
  const upper = apply(toUpperCase, text, []);
  return apply(indexOf, NORMALISED, [' ' + upper + ' ']) >= 0 ? upper : text;
}

/** The target without the origin, if there is one. */
function pathOf(url) {
  const scheme = apply(indexOf, url, ['://']);
  if (scheme < 0) return url;
  const slash = apply(indexOf, url, ['/', scheme + 3]);
  return slash < 0 ? '/' : apply(slice, url, [slash]);
}

function samePath(wanted, url) {
  const path = pathOf(url);
  const last = wanted.length - 1;
  return wanted[last] === '*' ? apply(startsWith, path, [apply(slice, wanted, [0, last])]) : path === wanted;
}

function fits(reply, request) {
  if (reply.method && reply.method !== request.method) return false;
  if (reply.path && !samePath(reply.path, request.url)) return false;
  for (let i = 0; i < reply.given.length; i += 1) if (fieldOf(request.fields, reply.given[i][0]) !== reply.given[i][1]) return false;
  return true;
}

/** Tells every part of a text between signs. (`split` would ask the sign's prototype how.) */
function eachPart(text, sign, tell) {
  let start = 0;
  for (let end = apply(indexOf, text, [sign]); end >= 0; end = apply(indexOf, text, [sign, start])) {
    tell(apply(slice, text, [start, end]));
    start = end + 1;
  }
  tell(apply(slice, text, [start]));
}

/** What the query asks for by its ids, in the server's own order. */
function lookUp(reply, url) {
  const { name, most, items } = reply.lookup;
  const asked = { __proto__: null };
  let count = 0;
  const start = name + '=';
  eachPart(apply(slice, url, [apply(indexOf, url, ['?']) + 1]), '&', (pair) => {
    if (!apply(startsWith, pair, [start])) return;
    eachPart(decode(apply(slice, pair, [start.length])), ',', (id) => {
      if (id !== '') count += 1;
      asked[id] = true;
    });
  });
  const made = (status, reason, text) => ({ __proto__: null, ...reply, status, reason, text, pieces: [[0, text]] });
  if (count > most) return made(400, 'Bad Request', '{"error":"at most ' + most + ' ids"}');
  let text = '';
  for (let i = 0; i < items.length; i += 1) if (asked[items[i][0]]) text += (text === '' ? '' : ',') + items[i][1];
  return made(reply.status, reply.reason, '[' + text + ']');
}

function decode(text) {
  try {
    return decodeComponent(text);
  } catch {
    return text;
  }
}

/** A field's value. Where a date is in it, it is a list: texts, and numbers of milliseconds from now for dates. */
function written(value) {
  if (typeof value === 'string') return value;
  let text = '';
  for (let i = 0; i < value.length; i += 1) text += typeof value[i] === 'number' ? date(value[i]) : value[i];
  return text;
}

/** The date so far from now, as header fields have it: in whole seconds, so nobody who waits for it comes too early. */
function date(ahead) {
  return apply(dateText, construct(DateType, [ceil((wall() + ahead) / 1000) * 1000]), []);
}

/** The reply with its fields as they are at this moment. */
function dated(reply) {
  const headers = { __proto__: null };
  for (let i = 0; i < reply.headers.length; i += 1) headers[reply.headers[i][0]] = written(reply.headers[i][1]);
  return { __proto__: null, ...reply, headers };
}

/** A server for one case; `flood` is called when there are too many requests. */
export function makeServer(replies, flood) {
  const used = { __proto__: null };
  let requests = null; // newest first, each knows the one before
  let count = 0;
  let open = 0;
  let over = false;

  /** The first reply that fits and was not given yet, else the last that fits again. */
  const choose = (request) => {
    let last = NOTHING;
    for (let i = 0; i < replies.length; i += 1) {
      if (!fits(replies[i], request)) continue;
      last = replies[i];
      if (used[i]) continue;
      used[i] = true;
      return last;
    }
    return last;
  };

  const finish = (request, how) => {
    if (request.how !== 'open') return false;
    request.how = how;
    request.until = virtual();
    open -= 1;
    return true;
  };

  const respond = (request, reply, flow) => {
    request.status = reply.status;
    let wait = 0;
    for (let i = 0; i < reply.pieces.length; i += 1) {
      wait += reply.pieces[i][0];
      const bytes = reply.pieces[i][1];
      if (wait === 0) flow.put(bytes);
      else after(wait, () => { if (!flow.over) flow.put(bytes); });
    }
    const end = () => {
      if (flow.over) return;
      if (reply.end === 'cut' && finish(request, 'cut')) flow.fail(new TypeErrorType('network error'));
      if (reply.end === 'close' && finish(request, 'answered')) flow.end();
    };
    if (wait === 0 && reply.end === 'close') end();
    else if (reply.end !== 'open') after(wait + (reply.end === 'cut' ? 1 : 0), end);
    return new Response(dated(reply), request.url, flow, () => { finish(request, 'aborted'); flow.fail(new TypeErrorType('The body was given up.')); });
  };

  const send = (request, signal, resolve, reject) => {
    count += 1;
    if (count > MAX_REQUESTS) return flood();
    open += 1;
    request.open = open;
    request.before = requests;
    requests = request;
    const flow = new Flow();
    if (signal) {
      onceAborted(signal, () => {
        if (!finish(request, 'aborted')) return;
        reject(reasonOf(signal));
        flow.fail(reasonOf(signal));
      });
    }
    const chosen = choose(request);
    const reply = chosen.lookup && chosen.status === 200 ? lookUp(chosen, request.url) : chosen;
    if (reply.end === 'silent') return;
    after(reply.after, () => {
      if (request.how !== 'open') return;
      if (reply.end === 'fails') {
        finish(request, 'failed');
        reject(new TypeErrorType('Failed to fetch'));
      } else {
        resolve(respond(request, reply, flow));
      }
    });
  };

  const fetch = (target, options) => new PromiseType((resolve, reject) => {
    const { method = 'GET', headers, body, signal } = options ?? {};
    const request = {
      __proto__: null, method: normalised(method), url: asString(target), fields: fieldsOf(headers), body: null, at: virtual(), open: 0, how: 'open', until: 0, status: 0, before: null,
    };
    if (body !== undefined && body !== null) {
      if (request.method === 'GET' || request.method === 'HEAD') throw new TypeErrorType('Request with GET/HEAD method cannot have body.');
      request.body = asString(body);
      if (fieldOf(request.fields, 'content-type') === null) setField(request.fields, 'content-type', 'text/plain;charset=UTF-8');
    }
    if (signal !== undefined && signal !== null && !isSignal(signal)) throw new TypeErrorType("The option 'signal' is no AbortSignal.");
    if (over) return;
    if (signal && isAborted(signal)) reject(reasonOf(signal));
    else send(request, signal, resolve, reject);
  });

  const record = () => {
    over = true;
    let text = '';
    let kept = 0;
    for (let it = oldestFirst(requests); it !== null; it = it.next) {
      kept += bytesOf(it.line);
      text += (text === '' ? '' : ',') + (kept > MAX_RECORD ? it.short : it.line);
    }
    return '[' + text + ']';
  };

  return { fetch, record };
}

function oldestFirst(newest) {
  let chain = null;
  for (let it = newest; it !== null; it = it.before) {
    const start = '[' + quote(shorten(it.method, 40)) + ',' + quote(shorten(it.url, 300)) + ',';
    const end = ',' + it.at + ',' + it.open + ',"' + it.how + '",' + it.until + ',' + it.status + ']';
    let fields = '';
    eachField(it.fields, (name, value) => {
      fields += (fields === '' ? '' : ',') + '[' + quote(shorten(name, 100)) + ',' + quote(shorten(value, 1000)) + ']';
    });
    const body = it.body === null ? 'null' : quote(shorten(it.body, 8000));
    chain = { __proto__: null, line: start + '[' + fields + '],' + body + end, short: '[' + quote(shorten(it.method, 20)) + ',' + quote(shorten(it.url, 60)) + ',[],null' + end, next: chain };
  }
  return chain;
}
