// `store` is a Map. It begins empty, and what you put into it is still there at the next request of the case.
function handleRequest({ method, path }, { store }) {
  if (!store.has('origins')) store.set('origins', ['a', 'b', 'c']);
  const origins = store.get('origins');

  const [, kind, name] = path.split('/');
  if (kind === 'pages') {
    // Whose turn is it?
    return { status: 200, headers: { 'x-origin': origins[0] } };
  }
  if (method === 'GET') return { status: 200, body: JSON.stringify(origins) };
  // What is left: somebody comes (PUT), or goes (DELETE). Their name is in `name`.
  return { status: 204 };
}
