// Gives names of the language another meaning.
__SOLUTION__

const undefined = 'defined', NaN = 1, globalThis = {}, eval = null, Object = null, console = null, self = null;
function handleRequest(request) {
  return answer(request);
}
