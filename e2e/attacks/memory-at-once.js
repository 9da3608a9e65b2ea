// Asks for far too much at once, in every way there is; the answers are right.
__SOLUTION__

const wishes = [
  () => new ArrayBuffer(2 ** 52),
  () => new ArrayBuffer(0, { maxByteLength: 2 ** 52 }),
  () => new Float64Array(2 ** 40),
  () => 'x'.repeat(2 ** 40),
  () => 'x'.padEnd(2 ** 31),
  () => new Array(2 ** 32),
  () => 2n ** (2n ** 62n),
  () => Array.from({ length: 2 ** 53 }),
];
for (const wish of wishes.slice(0, 7)) try { wish(); } catch {}
function handleRequest(request) {
  return answer(request);
}
