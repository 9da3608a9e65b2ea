// Writes its own stack, with places that are nowhere.
Error.stackTraceLimit = Infinity;
Error.prepareStackTrace = () => ({ toString: null });
function handleRequest() {
  const error = new Error('look elsewhere');
  error.stack = 'Error: "]],["end"]\n    at judge (handler.js:99999999999999999999:-1)\n@handler.js:0:0\n    at handler.js:1:1:1:1';
  throw error;
}
