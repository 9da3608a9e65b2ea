// Ends the worker from inside, if it can.
__SOLUTION__
function handleRequest(request) {
  globalThis.close?.();
  globalThis.self?.close?.();
  try { Object.getPrototypeOf(globalThis).close.call(globalThis); } catch {}
  return answer(request);
}
