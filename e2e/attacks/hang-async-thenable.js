// A `then` that never comes back.
function handleRequest() {
  return { then() { for (;;); } };
}
