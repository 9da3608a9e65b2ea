// A getter that throws.
function handleRequest() {
  return { status: 200, get body() { throw new Error('not today'); } };
}
