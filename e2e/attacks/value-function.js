// A function instead of an answer.
function handleRequest() {
  return () => ({ status: 200, body: 'Hello, World!' });
}
