// Lets copies of everything fail; the answers are right.
__SOLUTION__

const broken = { configurable: true, get() { throw new Error('poisoned'); } };
for (const type of [Array, Promise, RegExp, ArrayBuffer, Map, Set]) Object.defineProperty(type, Symbol.species, broken);
function handleRequest(request) {
  return answer(request);
}
