// A list that is as long as a list can be.
function handleRequest() {
  const list = [];
  list.length = 2 ** 32 - 1;
  list[2 ** 32 - 2] = { status: 200, body: 'Hello, World!' };
  return list;
}
