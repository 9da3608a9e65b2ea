// mistake: A path counts as known as soon as it begins like one.
// expect: path-not-exact
function handleRequest(request) {
  const [path] = request.path.split('?');
  if (path.startsWith('/hello')) return answer(request, 'GET', 'Hello, World!');
  if (path.startsWith('/time')) return answer(request, 'GET', 'Current time');
  if (path.startsWith('/echo')) return answer(request, 'POST', 'Echo received');
  return { status: 404, body: 'Not Found' };
}

function answer(request, method, body) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body };
}
