// Waits for each value of a generator that never ends.
async function* endless() {
  for (;;) yield 1;
}
async function handleRequest() {
  for await (const it of endless()) it;
}
