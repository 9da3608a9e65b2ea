// Names a map of its source that is somewhere else.
__SOLUTION__

function handleRequest(request) {
  return answer(request);
}
eval('1\n//# sourceMappingURL=__ORIGIN__/breach/map-of-eval');
//# sourceMappingURL=__ORIGIN__/breach/map
