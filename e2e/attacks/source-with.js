// Finds the answer by way of `with`.
__SOLUTION__

function handleRequest(request) {
  with ({ answer, request }) return answer(request);
}
