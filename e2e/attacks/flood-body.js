// A body of many megabytes.
function handleRequest() {
  return { status: 200, body: 'Hello, World!'.repeat(1_000_000) };
}
