// Rejects with something that cannot be looked at.
function handleRequest() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return Promise.reject(proxy);
}
