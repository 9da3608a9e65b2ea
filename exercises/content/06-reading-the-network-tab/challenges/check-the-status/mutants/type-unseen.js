// mistake: A 200 is believed to be JSON always.
// expect: html-parsed
async function getBook(id, fetch) {
  const response = await fetch(`/api/books/${encodeURIComponent(id)}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);

  return response.json();
}
