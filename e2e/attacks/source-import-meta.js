// Asks where it is, as a module can.
const where = import.meta.url;
function handleRequest() {
  return { status: 500, body: 'wrong' };
}
