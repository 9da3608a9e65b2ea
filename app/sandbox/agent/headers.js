// `Headers`, as far as requests and responses need them: names fold, values of one name are joined.
import { apply, asString, isArray, iterator, ownKeys, toLowerCase, trim, TypeErrorType } from './taken.js';

const MAX_FIELDS = 50;

const folded = (name) => apply(toLowerCase, asString(name), []);

export class Headers {
  #fields = { __proto__: null }; // by name in lower case

  constructor(from) {
    if (from === undefined || from === null) return;
    if (typeof from !== 'object') throw new TypeErrorType('Headers are an object of names and values, or a list of pairs.');
    if (isArray(from) || typeof from[iterator] === 'function') {
      for (const [name, value] of from) this.append(name, value);
    } else {
      for (const name of ownKeys(from)) if (typeof name === 'string') this.append(name, from[name]);
    }
  }

  append(name, value) {
    const before = this.#fields[folded(name)];
    this.set(name, before === undefined ? value : before + ', ' + asString(value));
  }

  set(name, value) {
    const key = folded(name);
    if (!(key in this.#fields) && ownKeys(this.#fields).length >= MAX_FIELDS) throw new TypeErrorType('These are too many header fields.');
    this.#fields[key] = apply(trim, asString(value), []);
  }

  get(name) { return this.#fields[folded(name)] ?? null; }

  has(name) { return folded(name) in this.#fields; }

  delete(name) { delete this.#fields[folded(name)]; }

  forEach(tell) { for (const [name, value] of this) tell(value, name, this); }

  *entries() { for (const name of ownKeys(this.#fields)) yield [name, this.#fields[name]]; }

  *keys() { for (const [name] of this) yield name; }

  *values() { for (const [, value] of this) yield value; }

  [iterator]() { return this.entries(); }
}
