// The origin, far away. Leave it as it is.
function origin(path, now) {
  return { body: `${path} as of ${now}`, maxAge: path.startsWith('/news/') ? 10 : 60 };
}

// `store` is a Map that begins empty and lives as long as the case. `clock.now()` gives milliseconds.
function handleRequest(request, { store, clock }) {
  const now = clock.now();

  // Is it in the store, and fresh?

  const { body, maxAge } = origin(request.path, now);
  return { status: 200, headers: { 'x-cache': 'MISS' }, body };
}
