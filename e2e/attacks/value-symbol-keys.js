// The right answer, under symbols.
__SOLUTION__

function handleRequest(request) {
  const { status, body } = answer(request);
  return { [Symbol('status')]: status, [Symbol.for('body')]: body };
}
