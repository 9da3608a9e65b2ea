// Ten thousand promises for each answer, which is right.
__SOLUTION__

async function handleRequest(request) {
  const all = await Promise.all(Array.from({ length: 10_000 }, async (_, i) => i));
  return all.length === 10_000 ? answer(request) : null;
}
