// Sends builtins so deep that their own stack ends; the answers are right.
__SOLUTION__

const deeds = [
  () => JSON.parse('['.repeat(100_000)),
  () => new RegExp('('.repeat(100_000) + ')'.repeat(100_000)),
  () => eval('['.repeat(100_000) + ']'.repeat(100_000)),
  () => {
    let list = [];
    for (let i = 0; i < 100_000; i += 1) list = [list];
    list.flat(Infinity);
    String(list);
    JSON.stringify(list);
    structuredClone(list);
  },
  () => {
    let it = {};
    for (let i = 0; i < 20_000; i += 1) it = new Proxy(it, {});
    it.status;
    Object.keys(it);
    it instanceof Object;
  },
  () => {
    let it = () => 1;
    for (let i = 0; i < 5_000; i += 1) it = it.bind(null);
    it();
  },
];
for (const deed of deeds) try { deed(); } catch {}
function handleRequest(request) {
  return answer(request);
}
