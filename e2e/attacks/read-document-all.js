// Looks for things that say they are undefined and are not.
__SOLUTION__

const found = [];
for (let at = globalThis; at; at = Object.getPrototypeOf(at)) {
  for (const key of Reflect.ownKeys(at)) {
    try { if (typeof at[key] === 'undefined' && at[key] !== void 0) found.push(String(key)); } catch {}
  }
}
function handleRequest(request) {
  return found.length ? { status: 500, body: found.join() } : answer(request);
}
