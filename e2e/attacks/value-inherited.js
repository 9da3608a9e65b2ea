// The right answer, but only on the prototype.
__SOLUTION__
function handleRequest(request) {
  return Object.create(answer(request));
}
