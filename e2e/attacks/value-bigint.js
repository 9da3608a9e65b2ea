// A status that is a big integer.
__SOLUTION__
function handleRequest(request) {
  const it = answer(request);
  return { status: BigInt(it.status), body: it.body };
}
