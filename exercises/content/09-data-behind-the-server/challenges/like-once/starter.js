// `store` is a Map. It begins empty, and what you put into it is still there at the next request of the case.
function handleRequest(request, { store }) {
  if (!store.has('left')) store.set('left', 5);

  if (request.path === '/stock') {
    return json(200, { left: store.get('left') });
  }
  if (request.path === '/orders') {
    const { count } = JSON.parse(request.body);
    store.set('left', store.get('left') - count);
    return json(201, { left: store.get('left') });
  }
  // What is left are posts and likes.
  return json(200, { likes: 0 });
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
