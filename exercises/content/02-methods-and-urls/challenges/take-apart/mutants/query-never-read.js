// mistake: The query stays empty.
// expect: query-not-read
function handleRequest(request) {
  const [path, search] = cut(request.path, '?');
  const segments = path.split('/').filter((it) => it !== '').map((it) => decodeURIComponent(it));

  const query = {};
  for (const pair of search.split('&').filter((it) => it !== '')) {
    const [name, value] = cut(pair, '=').map(decodeForm);
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
