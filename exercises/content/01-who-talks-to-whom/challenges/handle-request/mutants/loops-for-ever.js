// mistake: The search for the query never ends where there is none.
// expect: timeout
function handleRequest(request) {
  let end = 0;
  while (request.path[end] !== '?') end += 1;
  const path = request.path.slice(0, end);
  if (path === '/hello') return answer(request, 'GET', 'Hello, World!');
  if (path === '/time') return answer(request, 'GET', 'Current time');
  if (path === '/echo') return answer(request, 'POST', 'Echo received');
  return { status: 404, body: 'Not Found' };
}

function answer(request, method, body) {
  if (request.method !== method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body };
}
