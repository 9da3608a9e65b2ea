// Breaks the walk through every kind of list; the answers are right.
__SOLUTION__

const broken = () => { throw new Error('poisoned'); };
const walks = [[].keys(), new Map().keys(), new Set().keys(), ''[Symbol.iterator](), (function* () {})()];
const types = [Array, Map, Set, String];
for (let i = 0; i < walks.length; i += 1) Object.getPrototypeOf(walks[i]).next = broken;
for (let i = 0; i < types.length; i += 1) types[i].prototype[Symbol.iterator] = broken;
function handleRequest(request) {
  return answer(request);
}
