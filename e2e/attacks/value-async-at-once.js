// The right answer at once, where promises are waited for.
__SOLUTION__

function handleRequest(request) {
  return answer(request);
}
