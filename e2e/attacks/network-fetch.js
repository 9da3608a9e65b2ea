// Asks for an address with fetch.
__SOLUTION__
const target = '__ORIGIN__/breach/fetch';
try { globalThis.fetch?.(target); } catch {}
try { Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).fetch?.call(globalThis, target); } catch {}
function handleRequest(request) {
  return answer(request);
}
