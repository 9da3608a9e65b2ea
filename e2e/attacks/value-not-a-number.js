// A status that is a number by name only.
__SOLUTION__

function handleRequest(request) {
  return { ...answer(request), status: NaN };
}
