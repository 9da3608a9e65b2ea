// Breaks every builtin it can; the answers are right.
__SOLUTION__
const needed = ['constructor', '__proto__', 'indexOf', 'substring'];
const victims = [];
for (const type of [Object, Array, String, Number, Function, Promise, Map, Set, RegExp, Error, Date]) {
  for (const key of Reflect.ownKeys(type.prototype)) {
    if (typeof key === 'string' && !needed.includes(key)) victims.push([type.prototype, key]);
  }
}
for (let i = 0; i < victims.length; i += 1) {
  try { victims[i][0][victims[i][1]] = () => { throw new Error('poisoned'); }; } catch {}
}
function handleRequest(request) {
  return answer(request);
}
