// Uses the names that whoever runs it may use as well.
__SOLUTION__

var say = null, root = null, send = null, port = null, grade = null, hear = null, encode = null, evaluate = null, made = null, source = null, entry = null;
function handleRequest(request) {
  return answer(request);
}
