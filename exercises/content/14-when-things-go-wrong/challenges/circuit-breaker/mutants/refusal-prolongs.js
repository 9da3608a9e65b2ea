// mistake: A request that is refused begins the ten seconds anew.
// expect: refusal-prolongs
const FAILURES = 3;
const REST = 10_000;

function callService(request) {
  return { status: Number(request.headers['x-service']) };
}

function handleRequest(request, { store, clock }) {
  const now = clock.now();
  const breaker = store.get(request.path) ?? { failures: 0, openSince: null };
  const isOpen = breaker.openSince !== null;
  const left = isOpen ? breaker.openSince + REST - now : 0;
  if (left > 0) {
    store.set(request.path, { ...breaker, openSince: now });
    return { status: 503, headers: { 'x-circuit': 'open', 'retry-after': String(Math.ceil(left / 1000)) } };
  }

  const { status } = callService(request);
  const failures = status >= 500 ? breaker.failures + 1 : 0;
  const opens = failures > 0 && (isOpen || failures >= FAILURES);
  store.set(request.path, { failures, openSince: opens ? now : null });
  return { status, headers: { 'x-circuit': isOpen ? 'half-open' : 'closed' } };
}
