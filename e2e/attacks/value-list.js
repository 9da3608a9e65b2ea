// A list that carries status and body.
__SOLUTION__
function handleRequest(request) {
  return Object.assign([], answer(request));
}
