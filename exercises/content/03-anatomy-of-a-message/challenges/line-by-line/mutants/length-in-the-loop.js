// mistake: Content-Length comes with each field.
// expect: length-for-each-field
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  let response = `HTTP/1.1 ${status} ${reason}\r\n`;
  const length = new TextEncoder().encode(body).length;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
    response += `Content-Length: ${length}\r\n`;
  }
  response += '\r\n';
  response += body;
  return { status: 200, body: response };
}
