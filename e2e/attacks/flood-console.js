// A hundred thousand lines on the console, with right answers.
__SOLUTION__
function handleRequest(request) {
  for (let i = 0; i < 100_000; i += 1) console.log('line', i);
  return answer(request);
}
