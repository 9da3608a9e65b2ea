// mistake: A connection that was closed still counts.
// expect: closed-still-counts
const NAMES = ['a', 'b', 'c'];

function handleRequest({ method, path, body }, { store }) {
  if (!store.has('origins')) {
    store.set('origins', NAMES.map((name) => ({ name, up: true, against: 0, open: new Set() })));
    store.set('last', 0);
  }
  const origins = store.get('origins');
  const [, kind, which] = path.split('/');
  if (kind === 'origins') return list(origins);
  if (kind === 'checks') return check(origins.find((it) => it.name === which), JSON.parse(body).ok);
  return method === 'POST' ? connect(origins, store) : close(origins, Number(which));
}

function list(origins) {
  const seen = origins.map(({ name, up, open }) => [name, { up, open: open.size }]);
  return { status: 200, body: JSON.stringify(Object.fromEntries(seen)) };
}

function connect(origins, store) {
  let best;
  for (const origin of origins) {
    if (origin.up && (!best || origin.open.size < best.open.size)) best = origin;
  }
  if (!best) return { status: 503 };
  const number = store.get('last') + 1;
  store.set('last', number);
  best.open.add(number);
  return { status: 201, headers: { 'x-origin': best.name, location: `/connections/${number}` } };
}

function close(origins, number) {
  const origin = origins.find(({ open }) => open.has(number));
  if (!origin || origin.closed?.has(number)) return { status: 404 };
  origin.closed ??= new Set();
  origin.closed.add(number);
  return { status: 204 };
}

function check(origin, ok) {
  origin.against = ok === origin.up ? 0 : origin.against + 1;
  if (origin.against === 2) {
    origin.against = 0;
    origin.up = ok;
    origin.open.clear();
  }
  return { status: 204 };
}
