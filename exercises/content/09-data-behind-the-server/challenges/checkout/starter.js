const STOCK = { mug: 5, pen: 9, cap: 2 };
const PRICES = { mug: 8, pen: 2, cap: 15 };

// `store` is a Map. It begins empty, and what you put into it is still there at the next request of the case.
function handleRequest({ path, body }, { store }) {
  if (!store.has('stock')) store.set('stock', { ...STOCK });
  const stock = store.get('stock');
  if (path === '/stock') return json(200, stock);

  let total = 0;
  // Understand the order. Is all of it there? Only then take it.
  return json(201, { total });
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
