// Looks for more than the request among the arguments.
__SOLUTION__
function handleRequest(request) {
  const names = Object.keys(request).sort().join();
  const only = arguments.length === 1 && names === 'method,path' && this !== null;
  return only ? answer(request) : { status: 500, body: names };
}
