const NAMES = ['a', 'b', 'c'];

// `store` is a Map. It begins empty, and what you put into it is still there at the next request of the case.
function handleRequest({ method, path, body }, { store }) {
  if (!store.has('origins')) {
    store.set('origins', NAMES.map((name) => ({ name, up: true, open: 0 })));
    store.set('last', 0);
  }
  const origins = store.get('origins');
  const [, kind, which] = path.split('/');

  if (kind === 'origins') {
    const seen = origins.map(({ name, up, open }) => [name, { up, open }]);
    return { status: 200, body: JSON.stringify(Object.fromEntries(seen)) };
  }
  if (kind === 'connections' && method === 'POST') {
    // Who is chosen, and what has to be noted?
    return { status: 201, headers: { 'x-origin': 'a', location: '/connections/1' } };
  }
  // What is left: a connection is closed, or a check has found something.
  return { status: 204 };
}
