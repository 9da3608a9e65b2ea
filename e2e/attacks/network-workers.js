// Starts workers of its own.
__SOLUTION__
const target = '__ORIGIN__/breach/workers';
const code = `fetch('${target}')`;
for (const name of ['Worker', 'SharedWorker']) {
  for (const address of [target, 'data:text/javascript,' + encodeURIComponent(code)]) {
    try { new globalThis[name](address); } catch {}
  }
  try { new globalThis[name](URL.createObjectURL(new Blob([code]))); } catch {}
}
try { navigator.serviceWorker.register(target); } catch {}
function handleRequest(request) {
  return answer(request);
}
