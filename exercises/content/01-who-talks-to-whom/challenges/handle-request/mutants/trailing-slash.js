// mistake: A slash at the end of a path is taken away.
// expect: path-not-exact
function handleRequest(request) {
  const [path] = request.path.split('?').map((it) => it.replace(/\/$/, ''));
  if (path === '/hello') return answer(request, 'GET', 'Hello, World!');
  if (path === '/time') return answer(request, 'GET', 'Current time');
  if (path === '/echo') return answer(request, 'POST', 'Echo received');
  return { status: 404, body: 'Not Found' };
}

function answer(request, method, body) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body };
}
