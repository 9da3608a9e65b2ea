// What the agent takes of the language before any learner code runs. An override later on changes nothing here.

export const root = globalThis;
export const { apply, construct, defineProperty, deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
export const quoteJson = JSON.stringify; // of a string: no `toJSON` is looked up
export const parseJson = JSON.parse;
export const { isArray } = Array;
export const { isInteger } = Number;
export const { is } = Object;
export const asString = String;
export const decodeComponent = decodeURIComponent;
export const { ceil, max, min, round, trunc } = Math;
export const TypeErrorType = TypeError;
export const ErrorType = Error;
export const DateType = Date;
export const BytesType = Uint8Array;
export const asNumber = Number;
export const asyncIterator = Symbol.asyncIterator;
export const { iterator } = Symbol;
export const MapType = Map;
export const PromiseType = Promise;
export const promiseThen = Promise.prototype.then;

const getter = (proto, name) => getOwnPropertyDescriptor(proto, name).get;
export const { charCodeAt, indexOf, isWellFormed, slice, startsWith, toLowerCase, toUpperCase, toWellFormed, trim } = String.prototype;
export const bigIntText = BigInt.prototype.toString;
export const symbolText = getter(Symbol.prototype, 'description');
export const bufferOf = getter(getPrototypeOf(Uint8Array.prototype), 'buffer');
export const dateTime = Date.prototype.getTime;
export const { toUTCString: dateText } = Date.prototype;
export const regExpText = RegExp.prototype.toString;
export const regExpSource = getter(RegExp.prototype, 'source');
export const mapSize = getter(Map.prototype, 'size');
export const mapEach = Map.prototype.forEach;
export const setSize = getter(Set.prototype, 'size');
export const setEach = Set.prototype.forEach;

/** Prototypes, by what they are of. */
export const protoOf = {
  __proto__: null,
  object: Object.prototype,
  error: Error.prototype,
  syntaxError: SyntaxError.prototype,
  promise: Promise.prototype,
};
