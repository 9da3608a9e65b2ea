// Gives back a function that never tells its name.
function handleRequest() {
  return Object.defineProperty(() => 1, 'name', { get() { for (;;); } });
}
