// Puts handlers in every place where the worker might call one, and waits for what it is handed.
__SOLUTION__

const heard = [];
for (const name of ['onerror', 'onmessage', 'onmessageerror', 'onunhandledrejection', 'onrejectionhandled', 'onlanguagechange']) {
  globalThis[name] = (it) => { heard.push(name, it); return true; };
}
globalThis.handleEvent = (it) => heard.push(it);
Promise.reject(new Error('for onunhandledrejection'));
setTimeout(() => { throw new Error('for onerror'); });
function handleRequest(request) {
  return heard.length ? { status: 500, body: heard.join() } : answer(request);
}
