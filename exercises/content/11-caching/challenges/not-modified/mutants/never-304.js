// mistake: What the client has already is not looked at.
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
  return { status: 200, headers, body };
}
