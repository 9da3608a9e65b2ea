// Ten thousand functions, none of which is the one that is wanted.
for (let i = 0; i < 10_000; i += 1) globalThis['handler' + i + 'x'.repeat(1_000)] = () => ({ status: 200, body: '' });
