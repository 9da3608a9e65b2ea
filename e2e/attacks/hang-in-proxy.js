// Asking for the names of the properties never ends.
function handleRequest() {
  return new Proxy({}, { ownKeys() { for (;;); } });
}
