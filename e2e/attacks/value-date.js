// A status that is a date.
__SOLUTION__

function handleRequest(request) {
  const it = answer(request);
  return { status: new Date(it.status), body: it.body };
}
