// A text that is never closed.
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
const text = `and so on
