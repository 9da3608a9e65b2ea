// mistake: The empty text before the first slash is a segment.
// expect: empty-segments
function handleRequest(request) {
  const [path, search] = cut(request.path, '?');
  const segments = path.split('/').map((it) => decodeURIComponent(it));

  const query = {};
  for (const pair of search.split('&').filter((it) => it !== '')) {
    const [name, value] = cut(pair, '=').map(decodeForm);
    query[name] ??= [];
    query[name].push(value);
  }
  return { status: 200, body: JSON.stringify({ segments, query }) };
}

// What stands before the first such sign, and what behind it.
function cut(text, sign) {
  const at = text.indexOf(sign);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decodeForm(text) {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
