// Replaces numbers, dates and words of every land; the answers are right.
__SOLUTION__

for (const name of ['Intl', 'Date', 'Math', 'Number', 'BigInt', 'Symbol', 'RegExp', 'Map', 'Set', 'WeakMap', 'Iterator']) globalThis[name] = null;
function handleRequest(request) {
  return answer(request);
}
