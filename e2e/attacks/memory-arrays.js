// Arrays fill the memory.
const kept = [];
function handleRequest() {
  for (;;) kept.push(new Array(1_000_000).fill(kept.length + 0.5));
}
