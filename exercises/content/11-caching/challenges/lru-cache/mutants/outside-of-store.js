// mistake: The cache is kept outside of the store.
// expect: remembers-too-long
// The origin, far away. Leave it as it is.
function origin(path, now) {
  return { body: `${path} as of ${now}`, maxAge: path.startsWith('/news/') ? 10 : 60 };
}

const store = new Map();

function handleRequest({ path }, { clock }) {
  const now = clock.now();
  const kept = store.get(path);
  const isHit = kept !== undefined && now - kept.at < kept.maxAge * 1000;
  const entry = isHit ? kept : { ...origin(path, now), at: now };
  use(store, path, entry);

  const headers = { 'x-cache': isHit ? 'HIT' : 'MISS' };
  if (isHit) headers.age = String(Math.floor((now - entry.at) / 1000));
  return { status: 200, headers, body: entry.body };
}

// What was used last stands last.
function use(store, path, entry) {
  store.delete(path);
  store.set(path, entry);
  const [oldest] = store.keys();
  if (store.size > 3) store.delete(oldest);
}
