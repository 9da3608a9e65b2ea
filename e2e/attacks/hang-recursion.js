// Two functions call each other without end.
const ping = (request) => pong(request);
const pong = (request) => ping(request);
function handleRequest(request) {
  return ping(request);
}
