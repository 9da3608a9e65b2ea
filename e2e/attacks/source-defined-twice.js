// Defines the function twice; the last one counts, and is right.
__SOLUTION__
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
handleRequest = (request) => answer(request);
