// Sends the frame or the page somewhere else.
__SOLUTION__
const target = '__ORIGIN__/breach/navigation';
for (const name of ['self', 'parent', 'top', 'window', 'globalThis']) {
  try { globalThis[name].location.href = target; } catch {}
  try { globalThis[name].location = target; } catch {}
  try { globalThis[name].open(target); } catch {}
}
delete globalThis.location;
function handleRequest(request) {
  return answer(request);
}
