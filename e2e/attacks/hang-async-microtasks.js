// Waits for nothing, for ever.
async function handleRequest() {
  for (;;) await null;
}
