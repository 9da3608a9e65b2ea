// Waiting on shared memory, if there is any.
__SOLUTION__
function handleRequest(request) {
  if (globalThis.SharedArrayBuffer && globalThis.Atomics) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return answer(request);
}
