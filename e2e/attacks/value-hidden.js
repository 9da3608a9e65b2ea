// The right answer, in properties that are not listed.
__SOLUTION__

function handleRequest(request) {
  const { status, body } = answer(request);
  return Object.defineProperties({}, { status: { value: status }, body: { value: body } });
}
