// A loop in the function never ends.
function handleRequest() {
  while (true) {}
}
