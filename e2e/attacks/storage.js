// Keeps something for later, in every place a browser has.
__SOLUTION__
let kept = false;
for (const name of ['indexedDB', 'caches', 'localStorage', 'sessionStorage', 'cookieStore', 'BroadcastChannel', 'navigator', 'document']) {
  try { if (globalThis[name]) kept = true; } catch {}
}
function handleRequest(request) {
  return kept ? { status: 500, body: 'kept' } : answer(request);
}
