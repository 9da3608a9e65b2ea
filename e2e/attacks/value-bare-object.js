// The right answer in an object without a prototype.
__SOLUTION__
function handleRequest(request) {
  return Object.assign(Object.create(null), answer(request));
}
