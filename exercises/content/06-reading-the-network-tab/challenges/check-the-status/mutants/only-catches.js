// mistake: `fetch` is believed to reject when the status is an error.
// expect: should-throw
async function getBook(id, fetch) {
  try {
    const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
    return await response.json();
  } catch {
    return null;
  }
}
