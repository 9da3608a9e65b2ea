// A right answer to all but one request, whose promise is never settled.
__SOLUTION__

async function handleRequest(request) {
  if (request.method === 'GET' && request.path === '/echo') await new Promise(() => {});
  return answer(request);
}
