// Reading the status never ends.
function handleRequest() {
  return { get status() { for (;;); }, body: 'Hello, World!' };
}
