// mistake: Nobody says how many there are at the start.
// expect: stock-not-begun
function handleRequest({ method, path, headers, body }, { store }) {
  if (path === '/stock') return json(200, { left: left(store) });
  if (path === '/orders') return order(store, headers['idempotency-key'], body);

  const [, , post, like] = path.split('/');
  const fans = fansOf(store, post);
  if (!like) return json(200, { likes: fans.size });
  if (method === 'PUT') fans.add(headers['x-user']);
  else fans.delete(headers['x-user']);
  return { status: 204 };
}

function fansOf(store, post) {
  const key = `likes of ${post}`;
  if (!store.has(key)) store.set(key, new Set());
  return store.get(key);
}

function order(store, key, body) {
  if (key === undefined) return { status: 400 };
  const before = store.get(`order ${key}`);
  if (before) return before.body === body ? before.answer : { status: 422 };
  const answer = buy(store, JSON.parse(body).count);
  store.set(`order ${key}`, { body, answer });
  return answer;
}

function buy(store, count) {
  const now = left(store);
  if (count > now) return json(409, { left: now });
  store.set('left', now - count);
  return json(201, { left: now - count });
}

function left(store) {
  return store.get('left');
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
