// `clock.sleep(ms)` gives a promise that is kept after so many milliseconds. The tests make them pass at once.
async function send({ method, path, key }, fetch, clock) {
  const response = await fetch(path, { method });

  // Was it refused? May it be sent again? After how long? And when is it time to give up?

  return response.text();
}
