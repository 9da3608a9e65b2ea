// Megabytes in one line of the console, with right answers.
__SOLUTION__
function handleRequest(request) {
  console.log('x'.repeat(5_000_000), { deep: new Array(100_000).fill('y') });
  return answer(request);
}
