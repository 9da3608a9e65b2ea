// `Headers`, as far as requests and responses need them: names fold, values of one name are joined. Whoever keeps a record
// goes by the functions here and never by the class: learner code can change what a class does.
import { apply, asString, isArray, iterator, ownKeys, toLowerCase, trim, TypeErrorType } from './taken.js';

const MAX_FIELDS = 50;

const folded = (name) => apply(toLowerCase, asString(name), []);

let fieldsIn; // a `Headers`; undefined for anything else

/** The value of a field; null where there is none. */
export const fieldOf = (fields, name) => fields[folded(name)] ?? null;

export function setField(fields, name, value) {
  const key = folded(name);
  if (!(key in fields) && ownKeys(fields).length >= MAX_FIELDS) throw new TypeErrorType('These are too many header fields.');
  fields[key] = apply(trim, asString(value), []);
}

function appendField(fields, name, value) {
  const before = fieldOf(fields, name);
  setField(fields, name, before === null ? value : before + ', ' + apply(trim, asString(value), []));
}

/** Fields by name in lower case, of what is given in their place: a `Headers`, an object, or a list of pairs. */
export function fieldsOf(from) {
  const fields = { __proto__: null };
  if (from === undefined || from === null) return fields;
  if (typeof from !== 'object') throw new TypeErrorType('Headers are an object of names and values, or a list of pairs.');
  const known = fieldsIn(from);
  if (known) {
    eachField(known, (name, value) => { fields[name] = value; });
  } else if (isArray(from)) {
    for (let i = 0; i < from.length; i += 1) appendField(fields, from[i][0], from[i][1]);
  } else if (typeof from[iterator] === 'function') {
    for (const pair of from) appendField(fields, pair[0], pair[1]);
  } else {
    const names = ownKeys(from);
    for (let i = 0; i < names.length; i += 1) if (typeof names[i] === 'string') appendField(fields, names[i], from[names[i]]);
  }
  return fields;
}

/** Tells every name and its value. */
export function eachField(fields, tell) {
  const names = ownKeys(fields);
  for (let i = 0; i < names.length; i += 1) tell(names[i], fields[names[i]]);
}

export class Headers {
  #fields;

  static { fieldsIn = (it) => (#fields in it ? it.#fields : undefined); }

  constructor(from) { this.#fields = fieldsOf(from); }

  append(name, value) { appendField(this.#fields, name, value); }

  set(name, value) { setField(this.#fields, name, value); }

  get(name) { return fieldOf(this.#fields, name); }

  has(name) { return fieldOf(this.#fields, name) !== null; }

  delete(name) { delete this.#fields[folded(name)]; }

  forEach(tell) { eachField(this.#fields, (name, value) => tell(value, name, this)); }

  *entries() {
    const names = ownKeys(this.#fields);
    for (let i = 0; i < names.length; i += 1) yield [names[i], this.#fields[names[i]]];
  }

  *keys() { for (const [name] of this.entries()) yield name; }

  *values() { for (const [, value] of this.entries()) yield value; }

  [iterator]() { return this.entries(); }
}
