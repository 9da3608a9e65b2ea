// Only one of the requests is looped over; that case is the one to blame.
__SOLUTION__
function handleRequest(request) {
  while (request.method === 'GET' && request.path === '/echo') {}
  return answer(request);
}
