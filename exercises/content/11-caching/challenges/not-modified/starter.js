const pages = {
  '/news': { etag: '"n7"', body: 'Rain in Oslo' },
  '/logo': { etag: 'W/"logo-2"', body: '<svg/>' },
  '/menu': { etag: '"soup,fish"', body: 'Soup, then fish' },
};

// request.headers['if-none-match'] is a string such as '"n5", "n7"', or undefined.
function handleRequest(request) {
  const page = pages[request.path];
  const headers = { etag: page?.etag };

  // Does the client have it? Then 304.
  return { status: 200, headers, body: page?.body ?? '' };
}
