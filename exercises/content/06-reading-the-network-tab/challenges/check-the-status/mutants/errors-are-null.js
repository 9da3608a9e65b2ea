// mistake: Every status but 200 is taken for a book that does not exist.
// expect: should-throw
async function getBook(id, fetch) {
  const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  if (!response.ok) return null;
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);

  const type = response.headers.get('content-type') ?? 'no content type';
  if (!type.startsWith('application/json')) throw new Error(`Expected JSON, and got ${type}.`);
  return response.json();
}
