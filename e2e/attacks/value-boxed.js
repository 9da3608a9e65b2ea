// Numbers and texts in boxes.
__SOLUTION__
function handleRequest(request) {
  const it = answer(request);
  return { status: new Number(it.status), body: new String(it.body) };
}
