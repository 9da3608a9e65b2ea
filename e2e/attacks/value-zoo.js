// The right answer, among one of everything there is.
__SOLUTION__

const zoo = () => [
  undefined, null, NaN, -0, Infinity, 1n, Symbol.iterator, () => 1, class {}, /x/g, new Date(NaN), new Map([[{}, []]]), new Set([NaN]),
  new WeakMap(), new WeakSet(), new WeakRef({}), new Error('x', { cause: {} }), new AggregateError([1]), Promise.reject(1).catch(() => {}),
  new ArrayBuffer(8, { maxByteLength: 16 }), new DataView(new ArrayBuffer(8)), new BigInt64Array(2), Object(1n), Object(Symbol()),
  [, 1, , ], Object.create(null), new Proxy([], {}), new Proxy(() => 1, {}), (function () { return arguments; })(1), globalThis,
  Math, JSON, Reflect, Intl, Iterator.prototype, new URL('a:b'), new TextEncoder(), structuredClone(new Date(0)),
];
function handleRequest(request) {
  return { ...answer(request), zoo: zoo() };
}
