// A generator, which answers only to those who ask on.
__SOLUTION__

function* handleRequest(request) {
  yield answer(request);
}
