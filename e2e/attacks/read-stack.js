// Walks the calls that led here, to look at who called.
__SOLUTION__
let leaked = false;
Error.prepareStackTrace = (_, calls) => calls;
function handleRequest(request) {
  const calls = new Error().stack;
  if (Array.isArray(calls)) {
    for (const call of calls.slice(1)) {
      const found = call.getFunction() ?? call.getThis();
      if (found !== undefined && found !== globalThis) leaked = true;
    }
  }
  return leaked ? { status: 500, body: 'leaked' } : answer(request);
}
