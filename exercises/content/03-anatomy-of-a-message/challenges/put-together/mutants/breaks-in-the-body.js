// mistake: A line break in the body is refused, too.
// expect: refused
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);
  if (/[\r\n]/.test(body) || headers.some(([, value]) => /[\r\n]/.test(value))) return { status: 400 };

  const lines = [`HTTP/1.1 ${status} ${reason}`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const hasBody = status !== 204 && status !== 304;
  if (hasBody) lines.push(`Content-Length: ${new TextEncoder().encode(body).length}`);

  const head = [...lines, '', ''].join('\r\n');
  return { status: 200, body: hasBody ? head + body : head };
}
