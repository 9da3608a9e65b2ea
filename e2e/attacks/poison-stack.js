// Lets every stack fail, in an error that is caught; the answers are right.
__SOLUTION__

Error.prepareStackTrace = () => { throw new Error('poisoned'); };
Object.defineProperty(Error, 'stackTraceLimit', { get() { throw new Error('poisoned'); } });
function handleRequest(request) {
  try { null.stack; } catch (error) { try { console.log(error); } catch {} }
  return answer(request);
}
