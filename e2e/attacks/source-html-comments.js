// Comments as they were once hidden from old browsers.
__SOLUTION__

<!-- function handleRequest() { return null; }
function handleRequest(request) {
  return answer(request);
}
--> return null; } }
