// Gives back a proxy of a proxy of a proxy, a hundred thousand deep.
let it = { status: 200, body: 'Hello, World!' };
for (let i = 0; i < 100_000; i += 1) it = new Proxy(it, {});
function handleRequest() {
  return it;
}
