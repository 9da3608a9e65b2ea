// Walks through a generator that never ends.
function* endless() {
  for (;;) yield 1;
}
function handleRequest() {
  for (const it of endless()) it;
}
