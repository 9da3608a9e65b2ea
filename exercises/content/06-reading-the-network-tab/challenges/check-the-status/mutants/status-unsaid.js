// mistake: The error does not say which status came.
// expect: wrong-error
async function getBook(id, fetch) {
  const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered with an error.`);

  const type = response.headers.get('content-type') ?? 'no content type';
  if (!type.startsWith('application/json')) throw new Error(`Expected JSON, and got ${type}.`);
  return response.json();
}
