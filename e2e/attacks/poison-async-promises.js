// Takes promises away, where answers are waited for; the answers are right.
__SOLUTION__

for (const key of ['then', 'catch', 'finally']) Promise.prototype[key] = () => { throw new Error('poisoned'); };
Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('poisoned'); } });
globalThis.Promise = null;
function handleRequest(request) {
  return answer(request);
}
