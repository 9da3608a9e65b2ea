// The memory is filled before the function is called.
const kept = [];
for (;;) kept.push(new Array(1_000_000).fill({}));
