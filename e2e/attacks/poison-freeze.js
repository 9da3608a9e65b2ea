// Freezes the objects of the language.
__SOLUTION__
for (const it of [Object, Array, Promise, JSON, Reflect]) {
  Object.freeze(it);
  if (it.prototype) Object.freeze(it.prototype);
}
Object.freeze(globalThis);
function handleRequest(request) {
  return answer(request);
}
