// Promises that are all waited for fill the memory.
const kept = [];
async function handleRequest() {
  for (;;) kept.push(new Promise(() => {}), new Array(1000).fill(await kept.length));
}
