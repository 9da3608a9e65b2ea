// mistake: authorization is read although it may not be there.
// expect: threw
const users = {
  k7Qm2x: { name: 'Ana', role: 'admin' },
  p4Ttz9: { name: 'Ben', role: 'reader' },
  w8LsR3: { name: 'Cleo', role: 'reader' },
};

function handleRequest({ path, headers }) {
  if (path !== '/me' && path !== '/admin') return { status: 404 };

  const user = whoAsks(headers.authorization);
  if (!user) return { status: 401, headers: { 'www-authenticate': 'Bearer' } };

  if (path === '/admin') return { status: user.role === 'admin' ? 200 : 403 };
  return { status: 200, body: JSON.stringify({ name: user.name }) };
}

function whoAsks(authorization) {
  const end = authorization.indexOf(' ');
  const scheme = authorization.slice(0, end).toLowerCase();
  const token = authorization.slice(end).trim();
  return scheme === 'bearer' && Object.hasOwn(users, token) ? users[token] : undefined;
}
