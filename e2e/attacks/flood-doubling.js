// A small value that is huge once it is written out.
function handleRequest() {
  let value = ['x'];
  for (let i = 0; i < 100; i += 1) value = [value, value];
  return { status: 200, body: value };
}
