// A proxy that has an answer to every question.
function handleRequest() {
  const lie = (_, key) => (key === 'status' ? 200 : 'Hello, World!');
  return new Proxy({}, {
    get: lie,
    has: () => true,
    ownKeys: () => ['status', 'body'],
    getOwnPropertyDescriptor: (target, key) => ({ value: lie(target, key), enumerable: true, configurable: true }),
  });
}
