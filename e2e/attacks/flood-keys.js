// Ten thousand properties before the ones that count.
function handleRequest() {
  const response = {};
  for (let i = 0; i < 10_000; i += 1) response['key' + i] = i;
  return { ...response, status: 200, body: 'Hello, World!' };
}
