// mistake: The list holds each message with its id.
// expect: only-the-text
// The text of a body, piece by piece, as it comes. A character may be cut in two on its way: the decoder waits for the rest.
async function* texts(response) {
  const decoder = new TextDecoder();
  for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true });
}

async function follow(fetch, clock) {
  const messages = [];
  let lastId = null;
  let retry = 1000;

  const take = (block) => {
    const data = [];
    for (const line of block.split('\n')) {
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (name === 'id') lastId = value;
      if (name === 'data') data.push(value);
      if (name === 'retry') retry = Number(value);
    }
    if (data.length > 0) messages.push({ id: lastId, text: data.join('\n') });
  };

  while (true) {
    const headers = { accept: 'text/event-stream' };
    if (lastId !== null) headers['last-event-id'] = lastId;
    const response = await fetch('/api/news', { headers }).catch(() => null);
    if (response?.status === 204) return messages;
    if (response && response.status !== 200) throw new Error(`The server answered with status ${response.status}.`);

    let rest = '';
    try {
      for await (const text of response ? texts(response) : []) {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop();
        blocks.forEach(take);
      }
    } catch {
      // The connection broke. What had come of the next message comes again.
    }
    await clock.sleep(retry);
  }
}
