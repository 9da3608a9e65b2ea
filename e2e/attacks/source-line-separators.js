// Line separators that are no line feeds.
__SOLUTION__
const separators = '  ';
function handleRequest(request) {
  return answer(request, separators);
}
