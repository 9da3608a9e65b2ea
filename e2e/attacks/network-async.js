// Waits for an import from outside before it answers.
__SOLUTION__

async function handleRequest(request) {
  let came = true;
  try { await import('__ORIGIN__/breach/async.js'); } catch { came = false; }
  return came ? { status: 500, body: 'it came' } : answer(request);
}
