function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  //~ const { status, reason, headers, body } = request.body;
  let response = `HTTP/1.1 ${status} ${reason}\r\n`;
  //~ let response = `${status} ${reason} HTTP/1.1\r\n`;
  for (const [name, value] of headers) {
    response += `${name}: ${value}\r\n`;
    //~ response += `${name}: ${value}\n`;
  }
  const length = new TextEncoder().encode(body).length;
  //~ const length = body.length;
  response += `Content-Length: ${length}\r\n`;
  response += '\r\n';
  response += body;
  //~ response += JSON.stringify(body);
  return { status: 200, body: response };
  //~ return { status, body: response };
}
