// A hundred thousand timers, each with a line for the console; the answers are right.
__SOLUTION__

for (let i = 0; i < 100_000; i += 1) setTimeout(() => console.log('late', i));
function handleRequest(request) {
  return answer(request);
}
