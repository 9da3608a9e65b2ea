// request.method is a string such as 'GET'.
// request.path is a string such as '/hello' or '/hello?lang=en'.
function handleRequest(request) {
  // Answer the three routes here.

  return { status: 404, body: 'Not Found' };
}
