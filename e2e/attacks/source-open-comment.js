// A comment that is never closed.
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
/* and so on
