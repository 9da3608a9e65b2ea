// A text that is no Unicode.
function handleRequest() {
  return { status: 200, body: 'Hello, World!\ud800' };
}
