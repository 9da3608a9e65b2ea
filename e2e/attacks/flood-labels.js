// A hundred thousand labels to count and to measure; the answers are right.
__SOLUTION__

for (let i = 0; i < 100_000; i += 1) {
  console.count('label ' + i);
  console.time('label ' + i);
  console.group('group ' + i);
}
function handleRequest(request) {
  return answer(request);
}
