// Replaces how texts are looked at and cut.
for (const key of ['isWellFormed', 'toWellFormed', 'slice', 'toLowerCase', 'toString', 'valueOf']) {
  String.prototype[key] = () => 'Hello, World!';
}
function handleRequest() {
  return { status: 500, body: 'wrong' };
}
