// mistake: The first line is built as that of a request.
// expect: request-line
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  let response = `${status} ${reason} HTTP/1.1\r\n`;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
  }
  const length = new TextEncoder().encode(body).length;
  response += `Content-Length: ${length}\r\n`;
  response += '\r\n';
  response += body;
  return { status: 200, body: response };
}
