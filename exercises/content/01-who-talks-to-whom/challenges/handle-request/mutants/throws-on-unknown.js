// mistake: The route is used before it is known to exist.
// expect: threw
const routes = {
  '/hello': { method: 'GET', body: 'Hello, World!' },
  '/time': { method: 'GET', body: 'Current time' },
  '/echo': { method: 'POST', body: 'Echo received' },
};

function handleRequest(request) {
  const route = routes[request.path.split('?')[0]];
  if (route.method !== request.method) return { status: 405, body: 'Method Not Allowed' };
  return { status: 200, body: route.body };
}
