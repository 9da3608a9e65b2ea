// An error of many megabytes.
function handleRequest() {
  const error = new Error('x'.repeat(20_000_000));
  error.name = 'y'.repeat(20_000_000);
  error.stack = 'z\n'.repeat(10_000_000);
  throw error;
}
