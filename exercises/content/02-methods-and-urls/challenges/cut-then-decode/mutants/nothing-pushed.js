// mistake: The lists are made, and nothing is put into them.
// expect: list-stays-empty
function handleRequest(request) {
  const decode = decodeURIComponent;
  const [path, ...more] = request.path.split('?');
  const segments = path.split('/').filter(Boolean).map(decode);
  const query = {};
  for (const pair of more.join('?').split('&').filter(Boolean)) {
    const [name, ...value] = pair.replaceAll('+', ' ').split('=');
    query[decode(name)] ??= [];
  }
  return { status: 200, body: JSON.stringify({ segments, query }) };
}
