// mistake: A weak tag counts as another one.
// expect: weak-is-the-same
const pages = {
  '/news': { etag: '"n7"', body: 'Rain in Oslo' },
  '/logo': { etag: 'W/"logo-2"', body: '<svg/>' },
  '/menu': { etag: '"soup,fish"', body: 'Soup, then fish' },
};

function handleRequest(request) {
  if (!Object.hasOwn(pages, request.path)) return { status: 404 };

  const { etag, body } = pages[request.path];
  const headers = { etag, 'cache-control': 'no-cache', vary: 'Accept-Encoding' };
  if (hasIt(request.headers['if-none-match'] ?? '', etag)) return { status: 304, headers };
  return { status: 200, headers, body };
}

function hasIt(condition, etag) {
  if (condition === '*') return true;
  return (condition.match(/(W\/)?"[^"]*"/g) ?? []).includes(etag);
}
