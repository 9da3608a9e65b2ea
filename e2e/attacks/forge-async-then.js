// Replaces how promises go on, where they are waited for.
Promise.prototype.then = function (go) { go({ status: 200, body: 'Hello, World!' }); };
Promise.resolve = () => ({ status: 200, body: 'Hello, World!' });
async function handleRequest() {
  return { status: 500, body: 'wrong' };
}
