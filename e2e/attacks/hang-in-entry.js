// Looking the function up never ends.
Object.defineProperty(globalThis, 'handleRequest', { get() { for (;;); } });
