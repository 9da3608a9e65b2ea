// `store` is a Map that begins empty and lives as long as the case. `clock.now()` gives milliseconds.
function handleRequest({ method, path, body }, { store, clock }) {
  const name = path.slice('/names/'.length);

  if (method === 'PUT') {
    store.set(name, JSON.parse(body));
    return { status: 204 };
  }

  const known = store.get(name);
  if (!known) return { status: 504 };
  // Is it still known? And what if it is an alias?
  return json(200, { address: known.address, ttl: known.ttl });
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
