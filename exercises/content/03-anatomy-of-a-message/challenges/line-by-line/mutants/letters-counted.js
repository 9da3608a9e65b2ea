// mistake: Letters are counted, not bytes.
// expect: letters-counted
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  let response = `HTTP/1.1 ${status} ${reason}\r\n`;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
  }
  const length = body.length;
  response += `Content-Length: ${length}\r\n`;
  response += '\r\n';
  response += body;
  return { status: 200, body: response };
}
