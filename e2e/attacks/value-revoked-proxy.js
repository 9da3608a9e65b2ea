// A proxy that has been revoked.
function handleRequest() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
