// `request.body` is JSON, such as
// {"status":200,"reason":"OK","headers":[["Content-Type","text/plain"]],"body":"Hello."}
function handleRequest(request) {
  const { status, reason, headers, body } = JSON.parse(request.body);

  const lines = [`HTTP/1.1 ${status}`];
  // What else belongs in the status line? Which lines follow it? And is there always a body?

  return { status: 200, body: lines.join('\n') };
}
