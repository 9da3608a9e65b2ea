// mistake: The body of the request is taken for an object.
// expect: threw
function handleRequest(request) {
  const { status, reason, headers, body } = request.body;
  let response = `HTTP/1.1 ${status} ${reason}\r\n`;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
  }
  const length = new TextEncoder().encode(body).length;
  response += `Content-Length: ${length}\r\n`;
  response += '\r\n';
  response += body;
  return { status: 200, body: response };
}
