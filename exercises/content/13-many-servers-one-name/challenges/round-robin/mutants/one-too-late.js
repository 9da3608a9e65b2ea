// mistake: The count goes back one place too late.
// expect: past-the-end
function handleRequest({ method, path }, { store }) {
  if (!store.has('round')) store.set('round', { origins: ['a', 'b', 'c'], passed: 0 });
  const round = store.get('round');

  const [, kind, name] = path.split('/');
  if (kind === 'pages') return turn(round);
  if (method === 'GET') return { status: 200, body: JSON.stringify(round.origins) };
  return method === 'PUT' ? come(round, name) : go(round, name);
}

function turn(round) {
  if (round.origins.length === 0) return { status: 503 };
  if (round.passed > round.origins.length) round.passed = 0;
  const origin = round.origins[round.passed];
  round.passed += 1;
  return { status: 200, headers: { 'x-origin': origin } };
}

function come(round, name) {
  if (round.origins.includes(name)) return { status: 204 };
  round.origins.push(name);
  return { status: 201 };
}

function go(round, name) {
  const at = round.origins.indexOf(name);
  if (at === -1) return { status: 404 };
  round.origins.splice(at, 1);
  if (at < round.passed) round.passed -= 1;
  return { status: 204 };
}
