// mistake: Nobody catches what JSON.parse throws.
// expect: not-json
function handleRequest(request) {
  const question = JSON.parse(request.body);
  if (!isGood(question)) return { status: 422 };

  const { p, samples } = question;
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.ceil(p * samples.length / 100);
  return { status: 200, body: JSON.stringify({ value: sorted[rank - 1] }) };
}

function isGood(question) {
  const { p, samples } = question ?? {};
  const isTime = (it) => typeof it === 'number' && it >= 0;
  return Number.isInteger(p) && p >= 1 && p <= 100
    && Array.isArray(samples) && samples.length > 0 && samples.every(isTime);
}
