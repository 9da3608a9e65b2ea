// Values, tagged so that nothing is lost or guessed. A string, a finite number, true, false and null stand for themselves;
// everything else is a list that opens with a letter. The judge's `value.rs` reads them. Everything is bounded.
import {
  apply, asString, bigIntText, dateTime, get, getOwnPropertyDescriptor, getPrototypeOf, is, isArray, isInteger, isWellFormed,
  mapEach, mapSize, ownKeys, protoOf, quoteJson, regExpSource, regExpText, setEach, setSize, slice, symbolText, toWellFormed,
} from './taken.js';

const MAX_NODES = 2000;
const MAX_DEPTH = 12;
const MAX_KEYS = 200;
const MAX_STRING = 8192;
const MAX_KEY = 200;
const NODE = 8; // bytes around any value: a comma, brackets, the mark of what was left out
const FRAME = 32; // and more around one that holds others

export function quote(text) {
  return quoteJson(apply(isWellFormed, text, []) ? text : apply(toWellFormed, text, []));
}

export function cut(text, limit) {
  return text.length > limit ? apply(slice, text, [0, limit]) : text;
}

/** For what is only shown: its end stands for the rest, where there is too much of it. */
export function shorten(text, limit) {
  return text.length > limit ? cut(text, limit) + '…' : text;
}

/** A text that counts letter by letter: where it is not carried out whole and exact, it says so. */
function encodeString(text, limit) {
  if (text.length > limit) return '["s",' + quote(cut(text, limit)) + ',' + text.length + ']';
  return apply(isWellFormed, text, []) ? quoteJson(text) : '["w",' + quote(text) + ']';
}

/** A number. Readers of JSON are exact for few digits only: a number of many, or with an exponent, goes as text. */
export function encodeNumber(number) {
  if (is(number, -0)) return '["n","-0"]';
  const text = '' + number;
  const size = number < 0 ? -number : number;
  const plain = text.length <= 16 && (size === 0 || (size >= 1e-6 && size < 1e16)); // never so for NaN
  return plain ? text : '["n","' + text + '"]';
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
export function isOf(value, proto) {
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
    return typeof text === 'string' ? shorten(text, limit) : '';
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

/** At most how many bytes a text has in UTF-8, which is what the judge counts. */
export function bytesOf(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) if (text[i] > '\x7f') bytes += 2;
  return bytes;
}

/** A value as a line of text, of `limit` bytes and a little more. `left` bounds nodes and bytes over the whole of it. */
export function encode(value, limit) {
  const left = { __proto__: null, nodes: MAX_NODES, bytes: limit };
  return encodeNode(value, left, null, 0);
}

function spend(left, text) {
  // What cannot fit even in ASCII need not be counted.
  const bytes = text.length > left.bytes ? text.length : bytesOf(text);
  if (bytes > left.bytes) return '["x"]';
  left.bytes -= bytes;
  return text;
}

/** Whether there is room for one more value; takes it. */
function takes(left) {
  left.nodes -= 1;
  left.bytes -= NODE;
  return left.nodes >= 0 && left.bytes > 0;
}

function encodeNode(value, left, above, depth) {
  if (!takes(left)) return '["x"]';
  switch (typeof value) {
    case 'string': return spend(left, encodeString(value, MAX_STRING));
    case 'number': return spend(left, encodeNumber(value));
    case 'boolean': return value ? 'true' : 'false';
    case 'undefined': return '["u"]';
    case 'bigint': return spend(left, '["b",' + quote(shorten(apply(bigIntText, value, []), 1000)) + ']');
    case 'symbol': return spend(left, '["y",' + quote(shorten(asString(apply(symbolText, value, []) ?? ''), 200)) + ']');
    case 'function': return spend(left, '["f",' + quote(textOf(value, 'name', 100)) + ']');
    default: return value === null ? 'null' : encodeObject(value, left, above, depth);
  }
}

function encodeObject(value, left, above, depth) {
  for (let at = above; at !== null; at = at.above) if (at.value === value) return '["c"]';
  if (depth >= MAX_DEPTH) return '["x"]';
  left.bytes -= FRAME;
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
  if (accepts(regExpSource, value)) return spend(left, '["r",' + quote(shorten(apply(regExpText, value, []), 200)) + ']');
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
  const told = value.length;
  const length = isInteger(told) && told >= 0 && told < 2 ** 32 ? told : 0; // a proxy tells what it likes, text included
  let items = '';
  for (let i = 0; i < length && i < MAX_KEYS && left.nodes > 0 && left.bytes > 0; i += 1) {
    const there = getOwnPropertyDescriptor(value, '' + i);
    items += (i ? ',' : '') + (there ? encodeProperty(value, '' + i, left, here, depth) : takes(left) ? '["h"]' : '["x"]');
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
    if (taken >= MAX_KEYS || left.nodes <= 0 || left.bytes <= 0) {
      total += keys.length - i; // hidden ones among them: it only says that more is there
      break;
    }
    if (typeof key !== 'string' || !getOwnPropertyDescriptor(value, key)?.enumerable) continue;
    total += 1;
    const named = spend(left, encodeString(key, MAX_KEY));
    if (named === '["x"]') continue;
    pairs += (taken ? ',' : '') + '[' + named + ',' + encodeProperty(value, key, left, here, depth) + ']';
    taken += 1;
  }
  const shown = name === '' ? '""' : quote(name);
  return '["o",[' + pairs + '],' + total + ',' + (spend(left, shown) === shown ? shown : '""') + ']';
}

function encodeCollection(tag, value, each, size, left, here, depth) {
  let items = '';
  let taken = 0;
  apply(each, value, [(item, key) => {
    if (taken >= MAX_KEYS || left.nodes <= 0 || left.bytes <= 0) return;
    const one = encodeNode(item, left, here, depth);
    items += (taken ? ',' : '') + (tag === 'm' ? '[' + encodeNode(key, left, here, depth) + ',' + one + ']' : one);
    taken += 1;
  }]);
  return '["' + tag + '",[' + items + '],' + size + ']';
}

/** What was thrown: errors by name, message and stack, anything else as a value. */
export function encodeThrown(thrown) {
  return isOf(thrown, protoOf.error) ? encodeError(thrown) : encode(thrown, 2000);
}
