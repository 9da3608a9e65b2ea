// Opens connections of every other kind.
__SOLUTION__
const target = '__ORIGIN__/breach/sockets';
for (const name of ['WebSocket', 'EventSource', 'WebTransport', 'WebSocketStream']) {
  try { new globalThis[name](name.startsWith('WebSocket') ? target.replace('http', 'ws') : target); } catch {}
}
function handleRequest(request) {
  return answer(request);
}
