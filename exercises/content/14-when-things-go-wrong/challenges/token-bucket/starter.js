const CAPACITY = 3;
const MS_PER_TOKEN = 4000;

// `store` is a Map that begins empty and lives as long as the case. `clock.now()` gives milliseconds.
function handleRequest(request, { store, clock }) {
  const client = request.headers['x-client'];
  const bucket = store.get(client) ?? { tokens: CAPACITY, at: clock.now() };

  // How many tokens are there now? Is it enough? What has to be noted?

  store.set(client, bucket);
  return { status: 200 };
}
