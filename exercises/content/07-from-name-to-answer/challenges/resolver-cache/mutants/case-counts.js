// mistake: Upper and lower case make two names.
// expect: case-counts
function handleRequest({ method, path, body }, { store, clock }) {
  let name = plain(path.slice('/names/'.length));
  const now = clock.now();
  if (method === 'PUT') {
    store.set(name, { ...JSON.parse(body), at: now });
    return { status: 204 };
  }

  const passed = new Set();
  let least = Infinity;
  while (true) {
    const known = store.get(name);
    const left = known ? known.ttl * 1000 - (now - known.at) : 0;
    if (left <= 0) return { status: 504 };
    least = Math.min(least, left);
    const ttl = Math.ceil(least / 1000);
    if (known.address) return json(200, { address: known.address, ttl });
    if (!known.alias) return json(404, { ttl });
    passed.add(name);
    name = plain(known.alias);
    if (passed.has(name)) return { status: 502 };
  }
}

function plain(name) {
  return name.replace(/\.$/, '');
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
