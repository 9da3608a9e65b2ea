// The text of a body, piece by piece, as it comes. A character may be cut in two on its way: the decoder waits for the rest.
async function* texts(response) {
  const decoder = new TextDecoder();
  for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true });
}

async function follow(fetch, clock) {
  const messages = [];
  const response = await fetch('/api/news', { headers: { accept: 'text/event-stream' } });

  for await (const text of texts(response)) {
    // A piece of the stream. Where does a message end? What is left for the next piece?
  }

  // The connection is at its end, or it broke. Come back, and say how far you have read.
  return messages;
}
