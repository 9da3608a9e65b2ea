// mistake: The body is an object with a message in it.
// expect: body-is-object
function handleRequest(request) {
  const [path] = request.path.split('?');
  if (path === '/hello') return answer(request, 'GET', 'Hello, World!');
  if (path === '/time') return answer(request, 'GET', 'Current time');
  if (path === '/echo') return answer(request, 'POST', 'Echo received');
  return { status: 404, body: 'Not Found' };
}

function answer(request, method, body) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body: { message: body } };
}
