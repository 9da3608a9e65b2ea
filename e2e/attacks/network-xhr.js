// Asks for an address with XMLHttpRequest.
__SOLUTION__
const target = '__ORIGIN__/breach/xhr';
try {
  const request = new XMLHttpRequest();
  request.open('GET', target, false);
  request.send();
} catch {}
function handleRequest(request) {
  return answer(request);
}
