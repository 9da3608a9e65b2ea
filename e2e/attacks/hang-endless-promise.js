// A promise that is never settled, where none is allowed.
function handleRequest() {
  return new Promise(() => {});
}
