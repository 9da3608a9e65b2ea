// Looks for memory that could be shared, and for a clock made of it.
__SOLUTION__

const found = [typeof SharedArrayBuffer, typeof Atomics, typeof WebAssembly, typeof Worker].filter((it) => it !== 'undefined');
try { if (new DataView(structuredClone(new ArrayBuffer(8))).buffer.constructor !== ArrayBuffer) found.push('clone'); } catch {}
for (const key of Reflect.ownKeys(globalThis)) {
  const it = globalThis[key];
  if (typeof it === 'function' && /Shared|Atomics/.test(it.name)) found.push(String(key));
}
function handleRequest(request) {
  return found.length ? { status: 500, body: found.join() } : answer(request);
}
