// A loop outside of the function never ends.
for (;;);
function handleRequest() {
  return { status: 200, body: 'Hello, World!' };
}
