// Getters that give the right answer.
__SOLUTION__
function handleRequest(request) {
  const it = answer(request);
  return { get status() { return it.status; }, get body() { return it.body; } };
}
