// mistake: A new note is answered with 200.
// expect: created-as-ok
function handleRequest(request, { store }) {
  if (!store.has('notes')) {
    store.set('notes', new Map());
    store.set('keys', new Map());
    store.set('last', 0);
  }
  const { method, path } = request;
  const notes = store.get('notes');
  if (path === '/notes') {
    if (method === 'GET') return list(notes, request.query);
    if (method === 'POST') return create(request, store);
    return problem(405, { allow: 'GET, POST' });
  }

  const note = [...notes.values()].find(({ id }) => path === `/notes/${id}`);
  if (!note) return problem(404);
  if (method === 'GET') return read(note, request.headers);
  if (method === 'PUT') return change(note, request);
  if (method === 'DELETE') {
    notes.delete(note.id);
    return { status: 204 };
  }
  return problem(405, { allow: 'GET, PUT, DELETE' });
}

function list(notes, { limit = '3', after = '0' }) {
  const rest = [...notes.values()].filter(({ id }) => id > Number(after));
  const items = rest.slice(0, Number(limit)).map(({ id, text }) => ({ id, text }));
  const next = rest.length > items.length ? items.at(-1).id : null;
  return json(200, { items, next });
}

function create({ headers, body }, store) {
  const key = headers['idempotency-key'];
  const before = store.get('keys').get(key);
  if (before) return before.body === body ? before.answer : problem(422);
  const { text, wrong } = readText(headers, body);
  if (wrong) return problem(wrong);

  const note = { id: store.get('last') + 1, text, version: 1 };
  store.set('last', note.id);
  store.get('notes').set(note.id, note);
  const answer = show(200, note, { location: `/notes/${note.id}` });
  if (key !== undefined) store.get('keys').set(key, { body, answer });
  return answer;
}

function read(note, headers) {
  const etag = tagOf(note);
  return headers['if-none-match'] === etag ? { status: 304, headers: { etag } } : show(200, note);
}

function change(note, { headers, body }) {
  if (headers['if-match'] === undefined) return problem(428);
  if (headers['if-match'] !== tagOf(note)) return problem(412);
  const { text, wrong } = readText(headers, body);
  if (wrong) return problem(wrong);

  note.text = text;
  note.version += 1;
  return show(200, note);
}

function readText(headers, body) {
  if (isCutOff(headers, body)) return { wrong: 400 };
  try {
    const text = JSON.parse(body)?.text;
    const isGood = typeof text === 'string' && text.length >= 1 && text.length <= 40;
    return isGood ? { text } : { wrong: 422 };
  } catch {
    return { wrong: 400 };
  }
}

function isCutOff(headers, body) {
  return Number(headers['content-length'] ?? 0) > body.length;
}

function tagOf(note) {
  return `"${note.version}"`;
}

function show(status, note, headers = {}) {
  return json(status, { id: note.id, text: note.text }, { etag: tagOf(note), ...headers });
}

function json(status, value, headers = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

function problem(status, headers = {}) {
  return json(status, { status }, { 'content-type': 'application/problem+json', ...headers });
}
