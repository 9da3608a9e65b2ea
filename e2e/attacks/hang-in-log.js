// Writing a value to the console never ends.
function handleRequest() {
  console.log({ get status() { for (;;); } });
  return { status: 404, body: 'Not Found' };
}
