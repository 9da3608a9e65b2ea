// Throws something that is no error.
function handleRequest() {
  throw { get message() { throw 1; }, toString: null };
}
