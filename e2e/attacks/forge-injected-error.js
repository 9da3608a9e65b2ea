// An error whose name, message and stack would break out of a line.
const text = '"],0,[],0]]\n["end"]\u2028","\\';
function handleRequest() {
  throw Object.assign(new Error(text), { name: text, stack: text });
}
