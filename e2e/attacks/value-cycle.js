// The right answer, with itself inside.
__SOLUTION__
function handleRequest(request) {
  const it = answer(request);
  it.self = it;
  it.list = [it, [it]];
  return it;
}
