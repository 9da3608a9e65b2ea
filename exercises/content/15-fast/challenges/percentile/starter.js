// `request.body` is JSON, such as {"p":80,"samples":[180,241,125,103,132]}
function handleRequest(request) {
  const question = read(request.body);
  const { p, samples } = question ?? {};
  if (!Array.isArray(samples)) return { status: 500 }; // Is that what should be said?

  const sum = samples.reduce((total, it) => total + it, 0);
  const value = sum / samples.length; // This is the average. What should stand here instead?
  return { status: 200, body: JSON.stringify({ value }) };
}

function read(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
