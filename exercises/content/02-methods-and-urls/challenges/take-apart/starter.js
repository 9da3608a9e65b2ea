// request.path is a string such as '/shop/red%20mugs?size=s&size=l'.
function handleRequest(request) {
  const segments = request.path.split('/');
  const query = {};

  return { status: 200, body: JSON.stringify({ segments, query }) };
}
