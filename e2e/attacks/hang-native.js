// A builtin walks a list that is as long as a list can be.
function handleRequest() {
  return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
}
