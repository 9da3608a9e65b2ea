// Says of what kind copies are.
const forge = { configurable: true, get() { return function () { return { status: 200, body: 'Hello, World!' }; }; } };
for (const type of [Array, Promise, RegExp, ArrayBuffer, Map, Set]) Object.defineProperty(type, Symbol.species, forge);
function handleRequest() {
  return { status: 500, body: 'wrong' };
}
