// mistake: The reason is looked for under another name.
// expect: not-parsed
function handleRequest(request) {
  const { status, statusText, headers, body } = JSON.parse(request.body);
  if (headers.some(([, value]) => /[\r\n]/.test(value))) return { status: 400 };

  const lines = [`HTTP/1.1 ${status} ${statusText}`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const hasBody = status !== 204 && status !== 304;
  if (hasBody) lines.push(`Content-Length: ${new TextEncoder().encode(body).length}`);

  const head = [...lines, '', ''].join('\r\n');
  return { status: 200, body: hasBody ? head + body : head };
}
