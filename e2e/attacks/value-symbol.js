// A symbol instead of an answer.
function handleRequest() {
  return Symbol('answer');
}
