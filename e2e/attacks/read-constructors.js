// Makes functions by every constructor, to find a global that is not its own.
__SOLUTION__

const kinds = [function () {}, function* () {}, async () => {}, async function* () {}];
const seen = kinds.map((it) => {
  try {
    const made = it.constructor('return typeof this + typeof fetch + typeof postMessage + typeof roundtripHarness')();
    return typeof made === 'string' ? made : made.next ? 'later' : 'promise';
  } catch { return ''; }
});
function handleRequest(request) {
  const only = seen[0] === 'objectundefinedundefinedundefined';
  return only ? answer(request) : { status: 500, body: seen.join() };
}
