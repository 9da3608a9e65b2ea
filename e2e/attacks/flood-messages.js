// Messages to the page, as many as there is a way to send.
__SOLUTION__
function handleRequest(request) {
  for (let i = 0; i < 100_000; i += 1) {
    globalThis.postMessage?.('flood');
    globalThis.parent?.postMessage('flood', '*');
  }
  return answer(request);
}
