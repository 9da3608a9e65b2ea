// Waits outside of any function.
await null;
function handleRequest() {
  return { status: 500, body: 'wrong' };
}
