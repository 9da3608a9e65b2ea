// A promise that waits for itself.
function handleRequest() {
  const it = new Promise((resolve) => queueMicrotask(() => resolve(it)));
  return it;
}
