// A regular expression that tries every way to split a text.
function handleRequest() {
  return /^(a+)+$/.test('a'.repeat(60) + 'b');
}
