// `store` is a Map. It begins empty, and what you put into it is still there at the next request of the case.
function handleRequest({ method, path, query, headers, body }, { store }) {
  if (!store.has('notes')) {
    store.set('notes', new Map());
    store.set('last', 0);
  }
  const notes = store.get('notes');

  if (path === '/notes') {
    if (method === 'GET') return json(200, { items: [...notes.values()], next: null });
    // POST: is the text good? Has the key come before? And what about other methods?
    return problem(405);
  }
  // What is left: one note, or nothing at all.
  return problem(404);
}

function json(status, value, headers = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

function problem(status, headers = {}) {
  return json(status, { status }, { 'content-type': 'application/problem+json', ...headers });
}
