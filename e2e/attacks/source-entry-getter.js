// The function comes from a getter that gives something else each time.
let calls = 0;
Object.defineProperty(globalThis, 'handleRequest', { get: () => (calls++ ? 'no function' : () => ({})) });
