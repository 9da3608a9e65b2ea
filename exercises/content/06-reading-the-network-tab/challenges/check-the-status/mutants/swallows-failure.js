// mistake: Where there is no answer, it is as if there were no book.
// expect: failure-swallowed
async function getBook(id, fetch) {
  let response;
  try {
    response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  } catch {
    return null;
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);

  const type = response.headers.get('content-type') ?? 'no content type';
  if (!type.startsWith('application/json')) throw new Error(`Expected JSON, and got ${type}.`);
  return response.json();
}
