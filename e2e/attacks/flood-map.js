// The right answer, followed by a map of a million entries.
__SOLUTION__

const big = new Map(Array.from({ length: 1_000_000 }, (_, i) => [i, i]));
function handleRequest(request) {
  return { ...answer(request), big };
}
