// Ends in the middle of a statement that anything may follow.
__SOLUTION__

function handleRequest(request) {
  return answer(request);
}
if (false) last: 