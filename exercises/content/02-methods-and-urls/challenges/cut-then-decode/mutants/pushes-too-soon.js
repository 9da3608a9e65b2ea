// mistake: Something is pushed before the list is there.
// expect: threw
function handleRequest(request) {
  const decode = decodeURIComponent;
  const [path, ...more] = request.path.split('?');
  const segments = path.split('/').filter(Boolean).map(decode);
  const query = {};
  for (const pair of more.join('?').split('&').filter(Boolean)) {
    const [name, ...value] = pair.replaceAll('+', ' ').split('=');
    query[decode(name)].push(decode(value.join('=')));
    query[decode(name)] ??= [];
  }
  return { status: 200, body: JSON.stringify({ segments, query }) };
}
