// mistake: The query is made anew in every round, and is gone behind the loop.
// expect: threw
function handleRequest(request) {
  const decode = decodeURIComponent;
  const [path, ...more] = request.path.split('?');
  const segments = path.split('/').filter(Boolean).map(decode);
  for (const pair of more.join('?').split('&').filter(Boolean)) {
    const query = {};
    const [name, ...value] = pair.replaceAll('+', ' ').split('=');
    query[decode(name)] ??= [];
    query[decode(name)].push(decode(value.join('=')));
  }
  return { status: 200, body: JSON.stringify({ segments, query }) };
}
