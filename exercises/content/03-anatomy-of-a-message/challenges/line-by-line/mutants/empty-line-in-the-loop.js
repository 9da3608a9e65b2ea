// mistake: Each field is followed by an empty line.
// expect: head-over-too-soon
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  let response = `HTTP/1.1 ${status} ${reason}\r\n`;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
    response += '\r\n';
  }
  const length = new TextEncoder().encode(body).length;
  response += `Content-Length: ${length}\r\n`;
  response += body;
  return { status: 200, body: response };
}
