// A map of maps grows without end.
const kept = new Map();
function handleRequest() {
  for (;;) kept.set(kept.size, new Map([[kept.size, [kept.size]]]));
}
