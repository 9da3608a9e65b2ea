// An asynchronous generator, where promises are waited for.
__SOLUTION__

async function* handleRequest(request) {
  yield answer(request);
}
