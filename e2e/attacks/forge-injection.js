// Texts that would break out of a line, wherever a text can be.
const text = '"],0,[],0]]\n["end"]\u2028","\\';
function handleRequest() {
  console.log(text, { [text]: text }, Symbol(text), Object.defineProperty(() => 1, 'name', { value: text }));
  console.group(text);
  return { [text]: text, status: 500, body: text };
}
