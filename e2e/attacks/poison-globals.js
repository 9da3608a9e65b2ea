// Leaves traces and looks for its own from an earlier run.
__SOLUTION__
const met = globalThis.beenHere;
globalThis.beenHere = true;
Array.prototype.beenHere = true;
function handleRequest(request) {
  return met ? { status: 500, body: 'Nothing is forgotten here.' } : answer(request);
}
