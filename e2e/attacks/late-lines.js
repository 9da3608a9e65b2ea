// Writes to the console for as long as it is left alone, once the answers have been given.
__SOLUTION__

setInterval(() => { for (let i = 0; i < 1_000; i += 1) console.log('late', i, 'x'.repeat(1_000)); });
function handleRequest(request) {
  return answer(request);
}
