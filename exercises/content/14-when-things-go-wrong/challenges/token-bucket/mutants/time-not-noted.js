// mistake: A refused request does not note the time, but keeps what had come by then.
// expect: header-wrong
const CAPACITY = 3;
const MS_PER_TOKEN = 4000;

function handleRequest({ headers }, { store, clock }) {
  const client = headers['x-client'];
  const now = clock.now();
  const bucket = store.get(client) ?? { tokens: CAPACITY, at: now };
  const tokens = Math.min(CAPACITY, bucket.tokens + (now - bucket.at) / MS_PER_TOKEN);
  const isAllowed = tokens >= 1;
  store.set(client, { tokens: isAllowed ? tokens - 1 : tokens, at: isAllowed ? now : bucket.at });
  if (isAllowed) return { status: 200 };

  const seconds = Math.ceil((1 - tokens) * MS_PER_TOKEN / 1000);
  return { status: 429, headers: { 'retry-after': String(seconds) } };
}
