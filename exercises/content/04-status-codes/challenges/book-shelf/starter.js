const books = [
  { id: 1, title: 'Dune' },
  { id: 2, title: 'Emma' },
  { id: 3, title: 'Ulysses' },
];

// request.method is a string such as 'GET', request.path one such as '/books/2'.
// Return { status, headers, body }: a number, an object of names and values, a string.
function handleRequest(request) {
  if (request.path === '/books') {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(books),
    };
  }
  return { status: 404 };
}
