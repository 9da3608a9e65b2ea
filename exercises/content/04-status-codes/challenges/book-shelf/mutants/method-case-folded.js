// mistake: The case of the method is folded.
// expect: method-case
const books = [
  { id: 1, title: 'Dune' },
  { id: 2, title: 'Emma' },
  { id: 3, title: 'Ulysses' },
];

function handleRequest({ method: said, path }) {
  const method = said.toUpperCase();
  if (path === '/books') {
    if (method === 'GET') return json(books);
    if (method === 'POST') return { status: 201, headers: { location: `/books/${books.length + 1}` } };
    return notAllowed('GET, POST');
  }
  const book = books.find((it) => path === `/books/${it.id}`);
  if (!book) return { status: 404 };
  return method === 'GET' ? json(book) : notAllowed('GET');
}

function json(value) {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function notAllowed(allow) {
  return { status: 405, headers: { allow } };
}
