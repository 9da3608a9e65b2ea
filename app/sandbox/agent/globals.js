// Globals: what is not on the list is gone before learner code runs, whatever a browser has or will have.
import { apply, asString, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, protoOf, root, slice } from './taken.js';
import { quote } from './values.js';

const KEPT = ' globalThis undefined NaN Infinity Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy'
  + ' Date RegExp Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Intl Iterator'
  + ' Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError SuppressedError'
  + ' ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array'
  + ' BigInt64Array BigUint64Array Float16Array Float32Array Float64Array'
  + ' eval isFinite isNaN parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape'
  + ' setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone atob btoa'
  + ' TextEncoder TextDecoder URL URLSearchParams ';

/**
 * Takes away what is not on the list, up the prototype chain; gives the names of what would not go. `more` are names to
 * keep beside those of the list, with a space around each.
 */
export function sweep(more = '') {
  const kept = KEPT + more;
  let stuck = '';
  for (const name of kept.split(' ')) { // what is kept moves down to the global object itself
    if (name in root && !Object.hasOwn(root, name)) {
      defineProperty(root, name, { value: root[name], writable: true, configurable: true });
    }
  }
  for (let at = root; at !== null && at !== protoOf.object; at = getPrototypeOf(at)) {
    for (const name of ownKeys(at)) {
      if (name === Symbol.toStringTag || (typeof name === 'string' && at === root && kept.includes(` ${name} `))) continue;
      if (deleteProperty(at, name) || defineProperty(at, name, { value: undefined })) continue;
      const { value } = getOwnPropertyDescriptor(at, name);
      if (typeof value !== 'number') stuck += ',' + quote(asString(name));
    }
  }
  if (root.URL) {
    deleteProperty(root.URL, 'createObjectURL');
    deleteProperty(root.URL, 'revokeObjectURL');
  }
  return '[' + apply(slice, stuck, [1]) + ']';
}
