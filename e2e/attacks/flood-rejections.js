// Ten thousand promises that nobody catches; the answers are right.
__SOLUTION__

for (let i = 0; i < 10_000; i += 1) Promise.reject(new Error('no ' + i));
function handleRequest(request) {
  return answer(request);
}
