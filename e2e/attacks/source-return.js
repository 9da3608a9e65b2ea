// Returns from the whole of the code.
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
return;
