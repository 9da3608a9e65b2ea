// The right answer, followed by a hundred thousand objects, each in the other.
__SOLUTION__

let deep = {};
for (let i = 0; i < 100_000; i += 1) deep = { deep };
function handleRequest(request) {
  return { ...answer(request), deep };
}
