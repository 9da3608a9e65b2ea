// Buffers fill the memory.
const kept = [];
function handleRequest() {
  for (;;) kept.push(new Uint8Array(64 * 1024 * 1024).fill(1));
}
