// mistake: Of forms with the same weight the last one is sent.
// expect: first-of-equals
const forms = [
  { type: 'application/json', body: JSON.stringify([{ city: 'Oslo', rain: 12 }, { city: 'Rome', rain: 3 }]) },
  { type: 'text/csv', body: 'city,rain\nOslo,12\nRome,3\n' },
  { type: 'text/html', body: '<ul><li>Oslo: 12</li><li>Rome: 3</li></ul>' },
];

function handleRequest({ method, headers }) {
  if (method === 'POST') return receive(headers['content-type'] ?? '');

  const vary = 'Accept';
  const weights = read(headers.accept ?? '*/*');
  let best = null;
  let highest = 0;
  for (const form of forms) {
    const w = weight(weights, form.type);
    if (w >= highest && w > 0) {
      best = form;
      highest = w;
    }
  }
  if (!best) return { status: 406, headers: { vary } };
  return { status: 200, headers: { 'content-type': best.type, vary }, body: best.body };
}

// 'text/csv;q=0.5, */*' becomes a map from range to weight.
function read(accept) {
  const weights = new Map();
  for (const entry of accept.toLowerCase().split(',')) {
    const [range, q] = entry.split(';').map((it) => it.trim());
    weights.set(range, q ? Number(q.slice('q='.length)) : 1);
  }
  return weights;
}

// What the most specific range says of a type.
function weight(weights, type) {
  const group = type.split('/')[0];
  return weights.get(type) ?? weights.get(`${group}/*`) ?? weights.get('*/*') ?? 0;
}

function receive(contentType) {
  const type = contentType.split(';')[0].trim().toLowerCase();
  if (type === 'application/json') return { status: 204 };
  return { status: 415, headers: { 'accept-post': 'application/json' } };
}
