// Looks for a place to keep something once the run seems over, and through every constructor.
__SOLUTION__

const look = () => Function(`
  for (const name of ['indexedDB', 'caches', 'localStorage', 'cookieStore', 'navigator', 'BroadcastChannel', 'FileSystemHandle', 'StorageManager']) {
    if (typeof globalThis[name] !== 'undefined') return name;
  }
  return '';
`)();
let found = look();
setTimeout(() => { found += look(); });
Promise.resolve().then(() => { found += look(); });
function handleRequest(request) {
  return found ? { status: 500, body: found } : answer(request);
}
