// mistake: The name of the field is written as in the RFC; here names are in lower case.
// expect: has-it-already
const pages = {
  '/news': { etag: '"n7"', body: 'Rain in Oslo' },
  '/logo': { etag: 'W/"logo-2"', body: '<svg/>' },
  '/menu': { etag: '"soup,fish"', body: 'Soup, then fish' },
};

function handleRequest(request) {
  if (!Object.hasOwn(pages, request.path)) return { status: 404 };

  const { etag, body } = pages[request.path];
  const headers = { etag, 'cache-control': 'no-cache', vary: 'Accept-Encoding' };
  if (hasIt(request.headers['If-None-Match'] ?? '', etag)) return { status: 304, headers };
  return { status: 200, headers, body };
}

function hasIt(condition, etag) {
  if (condition === '*') return true;
  const tags = condition.match(/"[^"]*"/g) ?? [];
  return tags.includes(etag.replace('W/', ''));
}
