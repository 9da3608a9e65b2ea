// A getter that says something else each time.
let calls = 0;
function handleRequest() {
  return { get status() { calls += 1; return [200, 404, 405][calls % 3]; }, body: 'Hello, World!' };
}
