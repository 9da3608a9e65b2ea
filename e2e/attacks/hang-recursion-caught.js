// Endless recursion that catches its own overflow and starts again.
function handleRequest(request) {
  try {
    return handleRequest(request);
  } catch {
    for (;;) try { handleRequest(request); } catch {}
  }
}
