// Imports data and styles from outside.
__SOLUTION__

const target = '__ORIGIN__/breach/data';
for (const type of ['json', 'css', 'text', 'bytes']) {
  try { new Function('at', 'type', 'return import(at, { with: { type } })')(target, type).catch(() => {}); } catch {}
}
function handleRequest(request) {
  return answer(request);
}
