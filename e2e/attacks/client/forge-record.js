// Sends no key and waits for nobody, and changes whatever its record might be read by.
const fields = function* () { yield ['idempotency-key', 'k-1']; };
Headers.prototype.entries = fields;
Headers.prototype[Symbol.iterator] = fields;
Headers.prototype.get = () => '0';
AbortSignal.prototype.addEventListener = (type, run) => run();
Object.defineProperty(AbortSignal.prototype, 'aborted', { get: () => true });
Array.prototype[Symbol.iterator] = fields;
async function handleRequest({ method, path }, fetch) {
  const response = await fetch(path, { method, signal: new AbortController().signal });
  return response.text();
}
