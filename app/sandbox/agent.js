// The agent: the first script in a worker that will run a learner's code, once. It takes away every global that is not
// on its list, runs the code, and says over a port what it saw. It judges nothing and knows no right answer.
//
// Everything it needs of the language is taken before learner code runs, and strings are put together by hand, so
// that an overridden builtin changes no line. That keeps reports accurate; it is not what keeps the page safe.
(() => {
  'use strict';

  // ---- What the agent keeps for itself -----------------------------------------------------------------------------
  const root = globalThis;
  const { apply, deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, defineProperty } = Reflect;
  const quoteJson = JSON.stringify; // of a string: no `toJSON` is looked up
  const parseJson = JSON.parse;
  const { isArray } = Array;
  const { isFinite, isInteger } = Number;
  const { is } = Object;
  const asString = String;
  const { min, round } = Math;
  const TypeErrorType = TypeError;
  const PromiseType = Promise;
  const protoOf = {
    __proto__: null,
    object: Object.prototype,
    error: Error.prototype,
    syntaxError: SyntaxError.prototype,
    promise: Promise.prototype,
  };
  const getter = (proto, name) => getOwnPropertyDescriptor(proto, name).get;
  const promiseThen = Promise.prototype.then;
  const isWellFormed = String.prototype.isWellFormed;
  const toWellFormed = String.prototype.toWellFormed;
  const charSlice = String.prototype.slice;
  const lowerCase = String.prototype.toLowerCase;
  const bigIntText = BigInt.prototype.toString;
  const symbolText = getter(Symbol.prototype, 'description');
  const dateTime = Date.prototype.getTime;
  const regExpText = RegExp.prototype.toString;
  const regExpSource = getter(RegExp.prototype, 'source');
  const mapSize = getter(Map.prototype, 'size');
  const mapEach = Map.prototype.forEach;
  const setSize = getter(Set.prototype, 'size');
  const setEach = Set.prototype.forEach;
  const nothing = () => {};

  const MAX_NODES = 2000;
  const MAX_DEPTH = 12;
  const MAX_KEYS = 200;
  const MAX_STRING = 8192;
  const MAX_VALUE = 65536;
  const MAX_LOG_LINES = 200;
  const MAX_LOG_CHARS = 32768;
  const MAX_LOG_LINE = 8192;
  const SINGLE = 16; // so many observations go out one by one
  const SLICE_MS = 4; // later ones are gathered for so long
  const LATE_MS = 50; // a call that takes longer sends its console lines ahead
  const MAX_BATCH = 49152; // and for so many characters
  const FILE = 'handler.js';

  // ---- The host: a port in the browser, functions of the harness in a native test -----------------------------------
  const harness = root.roundtripHarness;
  const evaluate = harness ? harness.evaluate : root.eval; // indirectly: in the global scope
  const now = harness ? harness.now : performance.now.bind(performance);
  let say = nothing;
  let place = null; // where the engine saw the last syntax error

  function browserHost(start) {
    const { reportError } = root;
    const { postMessage, close } = MessagePort.prototype;
    const prevent = Event.prototype.preventDefault;
    root.addEventListener('error', (event) => {
      apply(prevent, event, []);
      if (place) place = { line: event.lineno, column: event.colno };
      else unhandled(event.error);
    });
    root.addEventListener('unhandledrejection', (event) => {
      apply(prevent, event, []);
      unhandled(event.reason);
    });
    root.addEventListener('message', (event) => {
      const port = event.ports[0];
      if (say !== nothing || !port) return;
      say = (line) => apply(postMessage, port, [line]);
      port.onmessage = (message) => hear(message.data);
      start();
    });
    return (error) => {
      place = { line: 0, column: 0 };
      reportError(error);
      const found = place;
      place = null;
      return found;
    };
  }

  // ---- Values, tagged so that nothing is lost or guessed ------------------------------------------------------------
  // A string, a finite number, true, false and null stand for themselves; everything else is a list that opens with a
  // letter. The judge's `value.rs` reads them.
  function quote(text) {
    return quoteJson(apply(isWellFormed, text, []) ? text : apply(toWellFormed, text, []));
  }

  function cut(text, limit) {
    return text.length > limit ? apply(charSlice, text, [0, limit]) : text;
  }

  function encodeString(text) {
    if (text.length > MAX_STRING) return '["s",' + quote(cut(text, MAX_STRING)) + ',' + text.length + ']';
    return apply(isWellFormed, text, []) ? quoteJson(text) : '["w",' + quote(text) + ']';
  }

  function encodeNumber(number) {
    if (is(number, -0)) return '["n","-0"]';
    return isFinite(number) ? '' + number : '["n","' + number + '"]';
  }

  /** Whether `probe` accepts `value`: it throws at what is not of its kind. */
  function accepts(probe, value) {
    try {
      apply(probe, value, []);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether `value` is an object below `proto`; not for a proxy that will not be looked at. */
  function isOf(value, proto) {
    if (typeof value !== 'object' || value === null) return false;
    try {
      return inherits(value, proto);
    } catch {
      return false;
    }
  }

  function inherits(value, proto) {
    let at = value;
    for (let i = 0; i < 50 && at !== null; i += 1) {
      at = getPrototypeOf(at);
      if (at === proto) return true;
    }
    return false;
  }

  function textOf(value, key, limit) {
    try {
      const text = get(value, key);
      return typeof text === 'string' ? cut(text, limit) : '';
    } catch {
      return '';
    }
  }

  function className(proto) {
    try {
      const maker = getOwnPropertyDescriptor(proto, 'constructor').value;
      return typeof maker === 'function' ? textOf(maker, 'name', 60) : '';
    } catch {
      return '';
    }
  }

  /** What was thrown, or an error as a value: name, message, stack. */
  function encodeError(error) {
    return '["e",' + quote(textOf(error, 'name', 100)) + ',' + quote(textOf(error, 'message', 1000)) + ','
      + quote(textOf(error, 'stack', 4000)) + ']';
  }

  /** A value as a line of text. `left` bounds nodes and characters over the whole of it. */
  function encode(value, limit) {
    const left = { __proto__: null, nodes: MAX_NODES, chars: limit };
    return encodeNode(value, left, null, 0);
  }

  function spend(left, text) {
    if (text.length > left.chars) return '["x"]';
    left.chars -= text.length;
    return text;
  }

  function encodeNode(value, left, above, depth) {
    left.nodes -= 1;
    if (left.nodes < 0 || left.chars <= 0) return '["x"]';
    switch (typeof value) {
      case 'string': return spend(left, encodeString(value));
      case 'number': return spend(left, encodeNumber(value));
      case 'boolean': return value ? 'true' : 'false';
      case 'undefined': return '["u"]';
      case 'bigint': return spend(left, '["b",' + quote(cut(apply(bigIntText, value, []), 1000)) + ']');
      case 'symbol': return spend(left, '["y",' + quote(cut(asString(apply(symbolText, value, []) ?? ''), 200)) + ']');
      case 'function': return spend(left, '["f",' + quote(textOf(value, 'name', 100)) + ']');
      default: return value === null ? 'null' : encodeObject(value, left, above, depth);
    }
  }

  function encodeObject(value, left, above, depth) {
    for (let at = above; at !== null; at = at.above) if (at.value === value) return '["c"]';
    if (depth >= MAX_DEPTH) return '["x"]';
    const here = { __proto__: null, value, above };
    try {
      if (isArray(value)) return encodeArray(value, left, here, depth + 1);
      const proto = getPrototypeOf(value);
      if (proto === protoOf.object || proto === null) return encodePairs(value, '', left, here, depth + 1);
      return encodeExotic(value, proto, left, here, depth + 1);
    } catch (thrown) {
      return spend(left, '["g",' + quote(textOf(thrown, 'message', 200)) + ']'); // a proxy's trap threw
    }
  }

  function encodeExotic(value, proto, left, here, depth) {
    if (inherits(value, protoOf.error)) return spend(left, encodeError(value));
    if (inherits(value, protoOf.promise)) return '["p"]';
    if (accepts(dateTime, value)) return '["d",' + encodeNumber(apply(dateTime, value, [])) + ']';
    if (accepts(mapSize, value)) return encodeCollection('m', value, mapEach, apply(mapSize, value, []), left, here, depth);
    if (accepts(setSize, value)) return encodeCollection('t', value, setEach, apply(setSize, value, []), left, here, depth);
    if (accepts(regExpSource, value)) return spend(left, '["r",' + quote(cut(apply(regExpText, value, []), 200)) + ']');
    return encodePairs(value, className(proto), left, here, depth);
  }

  /** One property, read as any reader would; a getter that throws is said so. */
  function encodeProperty(value, key, left, here, depth) {
    let found;
    try {
      found = get(value, key);
    } catch (thrown) {
      return spend(left, '["g",' + quote(textOf(thrown, 'message', 200)) + ']');
    }
    return encodeNode(found, left, here, depth);
  }

  function encodeArray(value, left, here, depth) {
    const { length } = value;
    let items = '';
    for (let i = 0; i < length && i < MAX_KEYS && left.nodes > 0; i += 1) {
      const there = getOwnPropertyDescriptor(value, '' + i);
      items += (i ? ',' : '') + (there ? encodeProperty(value, '' + i, left, here, depth) : '["h"]');
    }
    return '["a",[' + items + '],' + length + ']';
  }

  function encodePairs(value, name, left, here, depth) {
    const keys = ownKeys(value);
    let pairs = '';
    let taken = 0;
    let total = 0;
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i];
      if (taken >= MAX_KEYS || left.nodes <= 0 || left.chars <= 0) {
        total += keys.length - i; // hidden ones among them: it only says that more is there
        break;
      }
      if (typeof key !== 'string' || !getOwnPropertyDescriptor(value, key)?.enumerable) continue;
      total += 1;
      const named = spend(left, quote(cut(key, 200)));
      if (named === '["x"]') continue;
      pairs += (taken ? ',' : '') + '[' + named + ',' + encodeProperty(value, key, left, here, depth) + ']';
      taken += 1;
    }
    return '["o",[' + pairs + '],' + total + ',' + quote(name) + ']';
  }

  function encodeCollection(tag, value, each, size, left, here, depth) {
    let items = '';
    let taken = 0;
    apply(each, value, [(item, key) => {
      if (taken >= MAX_KEYS || left.nodes <= 0) return;
      const one = encodeNode(item, left, here, depth);
      items += (taken ? ',' : '') + (tag === 'm' ? '[' + encodeNode(key, left, here, depth) + ',' + one + ']' : one);
      taken += 1;
    }]);
    return '["' + tag + '",[' + items + '],' + size + ']';
  }

  // ---- The console --------------------------------------------------------------------------------------------------
  let logs = ''; // lines not yet sent, each after a comma
  let dropped = 0; // lines not kept since the last observation
  let lines = 0;
  let logChars = 0;
  let live = false; // a snippet's lines go out at once
  let began = 0; // when the call under way began
  let indent = '';
  const counts = { __proto__: null };
  const timers = { __proto__: null };

  function write(level, values) {
    if (lines >= MAX_LOG_LINES || logChars >= MAX_LOG_CHARS) {
      dropped += 1;
      sendIfLate();
      return;
    }
    let text = indent === '' ? '' : ',' + quote(indent);
    for (let i = 0; i < values.length && i < 20; i += 1) {
      text += ',' + encode(values[i], min(MAX_LOG_LINE, MAX_LOG_CHARS - logChars) / (i + 1));
    }
    lines += 1;
    logChars += text.length;
    logs += ',["' + level + '"' + text + ']';
    sendIfLate();
  }

  /** Sends lines ahead of their observation where a call takes long, so that those of one that never ends are seen. */
  function sendIfLate() {
    if (logs !== '' && (live || now() - began > LATE_MS)) sendLogs();
  }

  function sendLogs() {
    if (logs === '') return;
    const text = logs;
    logs = '';
    say('["log"' + text + ']');
  }

  function takeLogs() {
    const text = '[' + apply(charSlice, logs, [1]) + '],' + dropped;
    logs = '';
    dropped = 0;
    return text;
  }

  function unhandled(error) {
    write('error', ['Uncaught', error]);
  }

  function makeConsole() {
    const label = (it) => (it === undefined ? 'default' : asString(it));
    return {
      log: (...values) => write('log', values),
      info: (...values) => write('info', values),
      debug: (...values) => write('debug', values),
      warn: (...values) => write('warn', values),
      error: (...values) => write('error', values),
      trace: (...values) => write('error', values),
      dir: (value) => write('log', [value]),
      table: (value) => write('log', [value]),
      assert: (holds, ...values) => { if (!holds) write('error', ['Assertion failed', ...values]); },
      group: (...values) => { write('log', values); if (indent.length < 20) indent += '  '; },
      groupEnd: () => { indent = apply(charSlice, indent, [2]); },
      count: (it) => { const key = label(it); counts[key] = (counts[key] ?? 0) + 1; write('log', [key + ': ' + counts[key]]); },
      countReset: (it) => { counts[label(it)] = 0; },
      time: (it) => { timers[label(it)] = now(); },
      timeEnd: (it) => { const key = label(it); write('log', [key + ': ' + round(now() - (timers[key] ?? now())) + ' ms']); },
      clear: nothing,
    };
  }

  // ---- Globals: what is not listed here is gone ----------------------------------------------------------------------
  const KEPT = ' globalThis undefined NaN Infinity Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy'
    + ' Date RegExp Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Intl Iterator'
    + ' Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError SuppressedError'
    + ' ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array'
    + ' BigInt64Array BigUint64Array Float16Array Float32Array Float64Array'
    + ' eval isFinite isNaN parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape'
    + ' setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone atob btoa'
    + ' TextEncoder TextDecoder URL URLSearchParams ';

  /** Takes away what is not on the list, up the prototype chain; gives the names of what would not go. */
  function sweep() {
    let stuck = '';
    for (const name of KEPT.split(' ')) { // what is kept moves down to the global object itself
      if (name in root && !Object.hasOwn(root, name)) {
        defineProperty(root, name, { value: root[name], writable: true, configurable: true });
      }
    }
    for (let at = root; at !== null && at !== protoOf.object; at = getPrototypeOf(at)) {
      for (const name of ownKeys(at)) {
        if (name === Symbol.toStringTag || (typeof name === 'string' && at === root && KEPT.includes(` ${name} `))) continue;
        if (deleteProperty(at, name) || defineProperty(at, name, { value: undefined })) continue;
        const { value } = getOwnPropertyDescriptor(at, name);
        if (typeof value !== 'number') stuck += ',' + quote(asString(name));
      }
    }
    if (root.URL) {
      deleteProperty(root.URL, 'createObjectURL');
      deleteProperty(root.URL, 'revokeObjectURL');
    }
    return '[' + apply(charSlice, stuck, [1]) + ']';
  }

  // ---- Running a challenge ------------------------------------------------------------------------------------------
  function loadError(error) {
    const at = isOf(error, protoOf.syntaxError) ? locate(error) : null;
    return '["load-error",' + encodeThrown(error) + ',' + (at ? whole(at.line) + ',' + whole(at.column) : '0,0') + ','
      + takeLogs() + ']';
  }

  function whole(number) {
    return isInteger(number) && number > 0 ? '' + number : '0';
  }

  function encodeThrown(thrown) {
    return isOf(thrown, protoOf.error) ? encodeError(thrown) : encode(thrown, 2000);
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
    return '[' + apply(charSlice, names, [1]) + ']';
  }

  function load(source, entry) {
    const before = { __proto__: null };
    const keys = ownKeys(root);
    for (let i = 0; i < keys.length; i += 1) if (typeof keys[i] === 'string') before[keys[i]] = true;
    began = now();
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

  let batch = '';
  let batchSince = 0;

  function observe(index, kind, text, ms) {
    batch += ',[' + index + ',"' + kind + '",' + text + ',' + encodeNumber(round(ms * 1000) / 1000) + ',' + takeLogs() + ']';
    if (index < SINGLE || batch.length > MAX_BATCH || now() - batchSince > SLICE_MS) flush();
  }

  function flush() {
    if (batch !== '') {
      const text = batch;
      batch = '';
      say('["seen"' + text + ']');
    }
    batchSince = now();
  }

  function grade(source, entry, asynchronous, cases) {
    const handler = load(source, entry);
    if (!handler) return;
    batchSince = now();
    let index = 0;
    const finish = (kind, value) => {
      const ms = now() - began;
      const text = kind === 'throw' || kind === 'reject' ? encodeThrown(value) : encode(value, MAX_VALUE);
      observe(index, kind, text, ms);
      index += 1;
    };
    /** Runs cases until one has to be waited for. */
    const proceed = () => {
      while (index < cases.length) {
        const input = { method: cases[index][0], path: cases[index][1] };
        began = now();
        let value;
        try {
          value = handler(input);
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

  function isThenable(value) {
    if (typeof value !== 'object' || value === null) return false;
    try {
      return isOf(value, protoOf.promise) || typeof get(value, 'then') === 'function';
    } catch {
      return false;
    }
  }

  /** Calls back once, when `value` has settled. */
  function settle(value, done) {
    let waiting = true;
    const once = (kind) => (settled) => {
      if (!waiting) return;
      waiting = false;
      done(kind, settled);
    };
    try {
      apply(promiseThen, new PromiseType((resolve) => resolve(value)), [once('resolve'), once('reject')]);
    } catch (error) {
      once('reject')(error);
    }
  }

  // ---- Running a snippet --------------------------------------------------------------------------------------------
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
    else if (headers) for (const name of ownKeys(headers)) add(name, headers[name]);
    return '[' + pairs + ']';
  }

  /** `fetch` for snippets: the page sends the request, so that it shows in the Network tab. */
  function bridgedFetch(target, options = {}) {
    return new PromiseType((resolve, reject) => {
      const { method = 'GET', headers, body } = options ?? {};
      if (body !== undefined && body !== null && typeof body !== 'string') {
        throw new TypeErrorType('This fetch takes its body as text. Turn an object into text with JSON.stringify first.');
      }
      const line = ',' + quote(cut(asString(method), 40)) + ',' + quote(cut(asString(target), 4000)) + ',' + headerPairs(headers)
        + ',' + (typeof body === 'string' ? quote(body) : 'null') + ']';
      if (line.length > MAX_VALUE) throw new TypeErrorType('This request is too large to be sent from here.');
      requests += 1;
      waiting[requests] = { __proto__: null, resolve, reject };
      say('["fetch",' + requests + line);
    });
  }

  function makeHeaders(pairs) {
    const find = (name) => {
      const wanted = apply(lowerCase, asString(name), []);
      let found = null;
      for (let i = 0; i < pairs.length; i += 1) {
        if (apply(lowerCase, pairs[i][0], []) === wanted) found = found === null ? pairs[i][1] : found + ', ' + pairs[i][1];
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

  function makeResponse([status, statusText, url, redirected, pairs, body]) {
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

  function answer(number, response) {
    const call = waiting[number];
    if (!call) return;
    delete waiting[number];
    if (typeof response === 'string') call.reject(new TypeErrorType(response));
    else call.resolve(makeResponse(response));
  }

  function snippet(source) {
    live = true;
    defineProperty(root, 'fetch', { value: bridgedFetch, writable: true, configurable: true });
    const start = now();
    const done = (kind) => (value) => {
      sendLogs();
      const text = kind === 'reject' ? encodeThrown(value) : encode(value, MAX_VALUE);
      say('["done","' + kind + '",' + text + ',' + encodeNumber(round((now() - start) * 1000) / 1000) + ',' + dropped + ']');
    };
    let made;
    try {
      made = evaluate('(async()=>{' + source + '\n})\n//# sourceURL=' + FILE);
    } catch (error) {
      say(loadError(error));
      return;
    }
    apply(promiseThen, made(), [done('resolve'), done('reject')]);
  }

  // ---- Listening ----------------------------------------------------------------------------------------------------
  let busy = false;

  function hear(line) {
    const message = parseJson(line);
    const what = message[0];
    if (what === 'ping') {
      say('["pong"]');
    } else if (what === 'fetched') {
      answer(message[1], message[2]);
    } else if (!busy) {
      busy = true; // a worker runs one thing in its life
      if (what === 'grade') grade(message[1], message[2], message[3], message[4]);
      else if (what === 'snippet') snippet(message[1]);
    }
  }

  // ---- Start --------------------------------------------------------------------------------------------------------
  let stuck = '[]';
  const start = () => say('["ready",' + stuck + ']');
  const locate = harness ? harness.locate : browserHost(start);
  if (harness) deleteProperty(root, 'roundtripHarness');
  stuck = sweep();
  defineProperty(root, 'console', { value: makeConsole(), writable: true, configurable: true });
  if (harness) {
    say = harness.say;
    harness.listen(hear);
    start();
  }
})();
