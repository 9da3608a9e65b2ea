// Stands for a service that is asked over the network: the request says itself what it would answer. Leave it as it is.
function callService(request) {
  return { status: Number(request.headers['x-service']) };
}

// `store` is a Map that begins empty and lives as long as the case. `clock.now()` gives milliseconds.
function handleRequest(request, { store, clock }) {
  const breaker = store.get(request.path) ?? { failures: 0, openSince: null };

  // Is it open, and for how long still? Only if it is not, ask the service.
  const { status } = callService(request);
  // What does the answer change?

  store.set(request.path, breaker);
  return { status, headers: { 'x-circuit': 'closed' } };
}
