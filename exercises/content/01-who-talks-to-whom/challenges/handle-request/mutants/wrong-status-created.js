// mistake: POST /echo answers 201 where 200 was asked for.
// expect: wrong-status
function handleRequest(request) {
  const [path] = request.path.split('?');
  if (path === '/hello') return answer(request, 'GET', 'Hello, World!');
  if (path === '/time') return answer(request, 'GET', 'Current time');
  if (path === '/echo') return answer(request, 'POST', 'Echo received', 201);
  return { status: 404, body: 'Not Found' };
}

function answer(request, method, body, status = 200) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status, body };
}
