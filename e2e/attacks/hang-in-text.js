// A label of the console that never becomes text.
function handleRequest() {
  console.count({ toString() { for (;;); } });
  return { status: 200, body: 'Hello, World!' };
}
