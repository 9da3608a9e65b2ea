// `fetch` answers as a browser's does. The server is played by the tests.
async function getBook(id, fetch) {
  const response = await fetch('/api/books/1');

  // Which status came? What type is the body? Only then: what does it say?

  return null;
}
