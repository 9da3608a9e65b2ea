// A timer that never comes back, once the answers have been given.
__SOLUTION__
setTimeout(() => { for (;;); });
setInterval(() => {}, 0);
function handleRequest(request) {
  return answer(request);
}
