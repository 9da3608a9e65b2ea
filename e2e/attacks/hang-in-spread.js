// Spreads out what never ends.
const endless = { *[Symbol.iterator]() { for (;;) yield 0; } };
function handleRequest() {
  return [...endless];
}
