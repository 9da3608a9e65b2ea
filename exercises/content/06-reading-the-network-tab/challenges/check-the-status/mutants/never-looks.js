// mistake: The status is never looked at.
// expect: body-before-status
async function getBook(id, fetch) {
  const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  return response.json();
}
