// mistake: The header is sent even where there is no key: it then says "undefined".
// expect: key-of-nobody
const TRIES = 4;
const PATIENCE_MS = 30_000;
const IDEMPOTENT = new Set(['GET', 'PUT', 'DELETE']);
const MAYBE_DONE = new Set([502, 503, 504]);

async function send({ method, path, key }, fetch, clock) {
  const headers = { 'idempotency-key': key };
  const isSafe = key !== undefined || IDEMPOTENT.has(method);
  for (let tried = 1; ; tried += 1) {
    let wait = 1000 * 2 ** (tried - 1);
    try {
      const response = await fetch(path, { method, headers });
      if (response.ok) return response.text();

      const mayTryAgain = response.status === 429 || (isSafe && MAYBE_DONE.has(response.status));
      const asked = response.headers.get('retry-after');
      if (asked !== null) wait = milliseconds(asked);
      if (!mayTryAgain || tried === TRIES || wait > PATIENCE_MS) throw new GivenUp(response.status);
    } catch (error) {
      if (error instanceof GivenUp || !isSafe || tried === TRIES) throw error;
    }
    await clock.sleep(wait * (1 + Math.random() / 2));
  }
}

class GivenUp extends Error {
  constructor(status) {
    super(`Given up after status ${status}.`);
  }
}

// What `retry-after` says, in either form.
function milliseconds(asked) {
  const seconds = Number(asked);
  return Number.isNaN(seconds) ? Date.parse(asked) - Date.now() : seconds * 1000;
}
