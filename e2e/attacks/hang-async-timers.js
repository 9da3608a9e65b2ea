// Waits for one timer after the other.
async function handleRequest() {
  for (;;) await new Promise((resolve) => setTimeout(resolve));
}
