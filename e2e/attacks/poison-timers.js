// Takes the timers away; the answers are right.
__SOLUTION__

for (const name of ['setTimeout', 'setInterval', 'clearTimeout', 'queueMicrotask', 'structuredClone', 'eval']) globalThis[name] = null;
function handleRequest(request) {
  return answer(request);
}
