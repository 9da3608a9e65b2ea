// mistake: The answer of every route is made and then not returned.
// expect: returned-undefined
function handleRequest(request) {
  const [path] = request.path.split('?');
  if (path === '/hello') {
    answer(request, 'GET', 'Hello, World!');
  } else if (path === '/time') {
    answer(request, 'GET', 'Current time');
  } else if (path === '/echo') {
    answer(request, 'POST', 'Echo received');
  } else {
    return { status: 404, body: 'Not Found' };
  }
}

function answer(request, method, body) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body };
}
