const users = {
  k7Qm2x: { name: 'Ana', role: 'admin' },
  p4Ttz9: { name: 'Ben', role: 'reader' },
  w8LsR3: { name: 'Cleo', role: 'reader' },
};

// request.headers.authorization is a string such as 'Bearer k7Qm2x', or undefined.
function handleRequest(request) {
  const user = users.k7Qm2x; // Who is it really?

  if (request.path === '/me') {
    return { status: 200, body: JSON.stringify({ name: user.name }) };
  }
  return { status: 404 };
}
