// mistake: The average is given.
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
  const sum = sorted.reduce((total, it) => total + it, 0);
  return { status: 200, body: JSON.stringify({ value: sum / samples.length }) };
}

function isGood(question) {
  const { p, samples } = question ?? {};
  const isTime = (it) => typeof it === 'number' && it >= 0;
  return Number.isInteger(p) && p >= 1 && p <= 100
    && Array.isArray(samples) && samples.length > 0 && samples.every(isTime);
}
