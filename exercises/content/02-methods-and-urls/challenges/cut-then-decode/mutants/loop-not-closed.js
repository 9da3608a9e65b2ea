// mistake: A closing brace is left out.
// expect: syntax-error
function handleRequest(request) {
  const decode = decodeURIComponent;
  const [path, ...more] = request.path.split('?');
  const segments = path.split('/').filter(Boolean).map(decode);
  const query = {};
  for (const pair of more.join('?').split('&').filter(Boolean)) {
    const [name, ...value] = pair.replaceAll('+', ' ').split('=');
    query[decode(name)] ??= [];
    query[decode(name)].push(decode(value.join('=')));
  return { status: 200, body: JSON.stringify({ segments, query }) };
}
