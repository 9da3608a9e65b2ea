// Catches what is written to lists and objects.
const trap = { __proto__: null, configurable: true, get: () => 200, set() {} };
for (const key of ['0', '1', 'index', 'method', 'path', 'nodes', 'chars']) {
  Object.defineProperty(Object.prototype, key, trap);
}
Object.defineProperty(Array.prototype, '0', trap);
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
