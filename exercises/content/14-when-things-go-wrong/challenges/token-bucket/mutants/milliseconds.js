// mistake: retry-after is in milliseconds.
// expect: not-in-seconds
const CAPACITY = 3;
const MS_PER_TOKEN = 4000;

function handleRequest({ headers }, { store, clock }) {
  const client = headers['x-client'];
  const now = clock.now();
  const bucket = store.get(client) ?? { tokens: CAPACITY, at: now };
  const tokens = Math.min(CAPACITY, bucket.tokens + (now - bucket.at) / MS_PER_TOKEN);
  const isAllowed = tokens >= 1;
  store.set(client, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
  if (isAllowed) return { status: 200 };

  const seconds = (1 - tokens) * MS_PER_TOKEN;
  return { status: 429, headers: { 'retry-after': String(seconds) } };
}
