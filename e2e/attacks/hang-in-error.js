// What is thrown never tells its message.
function handleRequest() {
  throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } });
}
