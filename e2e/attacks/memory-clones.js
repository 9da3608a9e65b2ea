// A value doubles with each copy.
function handleRequest() {
  let kept = [[1, 2, 3, 4, 5, 6, 7, 8]];
  for (;;) kept = kept.concat(structuredClone(kept));
}
