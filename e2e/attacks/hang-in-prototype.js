// Asking for the prototype never ends.
function handleRequest() {
  return new Proxy({}, { getPrototypeOf() { for (;;); } });
}
