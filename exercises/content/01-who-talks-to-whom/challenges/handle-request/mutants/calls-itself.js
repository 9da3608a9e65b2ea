// mistake: To drop the query, the function calls itself, and never stops.
// expect: stack-overflow
function handleRequest(request) {
  const [path] = request.path.split('?');
  return handleRequest({ ...request, path });
}
