// mistake: forEach does not wait for an async function, so the total is still 0 when it is returned.
// expect: total-of-nothing
const STOCK = { mug: 5, pen: 9, cap: 2 };
const PRICES = { mug: 8, pen: 2, cap: 15 };

async function handleRequest({ path, body }, { store }) {
  if (!store.has('stock')) store.set('stock', { ...STOCK });
  const stock = store.get('stock');
  if (path === '/stock') return json(200, stock);

  let order;
  try {
    order = JSON.parse(body);
  } catch {
    return { status: 400 };
  }
  if (!isOrder(order)) return { status: 422 };

  const wanted = {};
  for (const { id, count } of order.items) wanted[id] = (wanted[id] ?? 0) + count;
  const ids = Object.keys(wanted);
  const missing = ids.filter((id) => wanted[id] > stock[id]);
  if (missing.length > 0) return json(409, { missing });

  let total = 0;
  ids.forEach(async (id) => {
    const price = await priceOf(id);
    stock[id] -= wanted[id];
    total += price * wanted[id];
  });
  return json(201, { total });
}

async function priceOf(id) {
  return PRICES[id];
}

function isOrder(order) {
  const items = order?.items;
  return Array.isArray(items) && items.length > 0 && items.every(isEntry);
}

function isEntry(entry) {
  return entry !== null && Object.hasOwn(PRICES, entry.id) && Number.isInteger(entry.count) && entry.count >= 1;
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
