// mistake: The value is computed between two samples.
// expect: between-two
function handleRequest(request) {
  let question;
  try {
    question = JSON.parse(request.body);
  } catch {
    return { status: 400 };
  }
  if (!isGood(question)) return { status: 422 };

  const { p, samples } = question;
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (p * (samples.length - 1)) / 100;
  const low = Math.floor(place);
  const rest = (sorted[low + 1] ?? sorted[low]) - sorted[low];
  return { status: 200, body: JSON.stringify({ value: sorted[low] + (place - low) * rest }) };
}

function isGood(question) {
  const { p, samples } = question ?? {};
  const isTime = (it) => typeof it === 'number' && it >= 0;
  return Number.isInteger(p) && p >= 1 && p <= 100
    && Array.isArray(samples) && samples.length > 0 && samples.every(isTime);
}
