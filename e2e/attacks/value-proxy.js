// The right answer behind a proxy.
__SOLUTION__
function handleRequest(request) {
  return new Proxy(answer(request), {});
}
