// mistake: A condition with a star is true for paths without a page.
// expect: nothing-there
const pages = {
  '/news': { etag: '"n7"', body: 'Rain in Oslo' },
  '/logo': { etag: 'W/"logo-2"', body: '<svg/>' },
  '/menu': { etag: '"soup,fish"', body: 'Soup, then fish' },
};

function handleRequest(request) {
  if (request.headers['if-none-match'] === '*') return { status: 304, headers: { etag: pages[request.path]?.etag ?? '"none"', 'cache-control': 'no-cache', vary: 'Accept-Encoding' } };
  if (!Object.hasOwn(pages, request.path)) return { status: 404 };

  const { etag, body } = pages[request.path];
  const headers = { etag, 'cache-control': 'no-cache', vary: 'Accept-Encoding' };
  if (hasIt(request.headers['if-none-match'] ?? '', etag)) return { status: 304, headers };
  return { status: 200, headers, body };
}

function hasIt(condition, etag) {
  if (condition === '*') return true;
  const tags = condition.match(/"[^"]*"/g) ?? [];
  return tags.includes(etag.replace('W/', ''));
}
