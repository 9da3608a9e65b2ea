// Throws whatever can be thrown, once the answers have been given.
__SOLUTION__

const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
for (const it of [null, undefined, proxy, Symbol('it'), new Proxy(new Error(), { get() { throw it; } }), { get message() { for (;;); } }]) {
  setTimeout(() => { throw it; }, 5);
  setTimeout(() => Promise.reject(it), 5);
}
function handleRequest(request) {
  return answer(request);
}
