// A loop that goes on with itself by its label.
function handleRequest() {
  outer: for (;;) for (;;) continue outer;
}
