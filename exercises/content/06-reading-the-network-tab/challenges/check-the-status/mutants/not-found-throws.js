// mistake: A book that does not exist is treated as a failure of the server.
// expect: throws-404
async function getBook(id, fetch) {
  const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);

  const type = response.headers.get('content-type') ?? 'no content type';
  if (!type.startsWith('application/json')) throw new Error(`Expected JSON, and got ${type}.`);
  return response.json();
}
