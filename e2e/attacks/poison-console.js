// Takes the console away.
__SOLUTION__
console.log = null;
globalThis.console = undefined;
function handleRequest(request) {
  return answer(request);
}
