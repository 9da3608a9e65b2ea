const routes = new Map([
  ['/hello', { method: 'GET', body: 'Hello, World!' }],
  ['/time', { method: 'GET', body: 'Current time' }],
  ['/echo', { method: 'POST', body: 'Echo received' }],
]);

function handleRequest(request) {
  const [path] = request.path.split('?');
  const route = routes.get(path);
  if (!route) {
    return { status: 404, body: 'Not Found' };
  }
  if (route.method !== request.method) {
    return { status: 405, body: 'Method Not Allowed' };
  }
  return { status: 200, body: route.body };
}
