// `fetch` for code examples: the page sends the request, so that it shows in the Network tab; here is what looks like it.
import { say } from './host.js';
import { apply, asString, isArray, ownKeys, parseJson, PromiseType, toLowerCase, TypeErrorType } from './taken.js';
import { cut, quote } from './values.js';

const MAX_REQUEST = 65536;

const waiting = { __proto__: null }; // requests under way, by number
let requests = 0;

function headerPairs(headers) {
  let pairs = '';
  let taken = 0;
  const add = (name, value) => {
    if (taken < 50) pairs += (taken ? ',' : '') + '[' + quote(cut(asString(name), 200)) + ',' + quote(cut(asString(value), 2000)) + ']';
    taken += 1;
  };
  if (isArray(headers)) for (let i = 0; i < headers.length; i += 1) add(headers[i][0], headers[i][1]);
  else if (headers) {
    const names = ownKeys(headers);
    for (let i = 0; i < names.length; i += 1) add(names[i], headers[names[i]]);
  }
  return '[' + pairs + ']';
}

/** `fetch` for snippets: the page sends the request, so that it shows in the Network tab. */
export function bridgedFetch(target, options = {}) {
  return new PromiseType((resolve, reject) => {
    const { method = 'GET', headers, body } = options ?? {};
    if (body !== undefined && body !== null && typeof body !== 'string') {
      throw new TypeErrorType('This fetch takes its body as text. Turn an object into text with JSON.stringify first.');
    }
    const line = ',' + quote(cut(asString(method), 40)) + ',' + quote(cut(asString(target), 4000)) + ',' + headerPairs(headers)
      + ',' + (typeof body === 'string' ? quote(body) : 'null') + ']';
    if (line.length > MAX_REQUEST) throw new TypeErrorType('This request is too large to be sent from here.');
    requests += 1;
    waiting[requests] = { __proto__: null, resolve, reject };
    say('["fetch",' + requests + line);
  });
}

function makeHeaders(pairs) {
  const find = (name) => {
    const wanted = apply(toLowerCase, asString(name), []);
    let found = null;
    for (let i = 0; i < pairs.length; i += 1) {
      if (apply(toLowerCase, pairs[i][0], []) === wanted) found = found === null ? pairs[i][1] : found + ', ' + pairs[i][1];
    }
    return found;
  };
  const each = function* each() { for (let i = 0; i < pairs.length; i += 1) yield [pairs[i][0], pairs[i][1]]; };
  return {
    get: find,
    has: (name) => find(name) !== null,
    entries: each,
    forEach: (tell) => { for (let i = 0; i < pairs.length; i += 1) tell(pairs[i][1], pairs[i][0]); },
    [Symbol.iterator]: each,
  };
}

function makeResponse(parts) {
  const { 0: status, 1: statusText, 2: url, 3: redirected, 4: pairs, 5: body } = parts; // as a list it would be walked by learner code
  let used = false;
  const read = async () => {
    if (used) throw new TypeErrorType('The body of this response has been read already.');
    used = true;
    return body;
  };
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url,
    redirected,
    headers: makeHeaders(pairs),
    get bodyUsed() { return used; },
    text: read,
    json: async () => parseJson(await read()),
  };
}

export function answer(number, response) {
  const call = waiting[number];
  if (!call) return;
  delete waiting[number];
  if (typeof response === 'string') call.reject(new TypeErrorType(response));
  else call.resolve(makeResponse(response));
}
