const STOCK = { mug: 5, pen: 9, cap: 2 };
const PRICES = { mug: 8, pen: 2, cap: 15 };

function handleRequest({ path, body }, { store }) {
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
  for (const id of ids) {
    stock[id] -= wanted[id];
    total += PRICES[id] * wanted[id];
  }
  return json(201, { total });
}

function isOrder(order) {
  const items = order?.items;
  return Array.isArray(items) && items.length > 0 && items.every(isEntry);
}

function isEntry(entry) {
  return entry !== null && isKnown(entry.id) && Number.isInteger(entry.count) && entry.count >= 1;
}

function isKnown(id) {
  return typeof id === 'string' && Object.hasOwn(PRICES, id);
}

function json(status, value) {
  return { status, body: JSON.stringify(value) };
}
