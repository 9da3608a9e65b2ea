// One run of the agent for Python in Node: what the agent expects of a harness, then the agent.
import { parentPort, workerData } from 'node:worker_threads';

globalThis.roundtripHarness = {
  evaluate: (0, eval),
  now: performance.now.bind(performance),
  later: setImmediate,
  locate: () => null,
  say: (line) => parentPort.postMessage(line),
  listen: (hear) => { parentPort.on('message', hear); },
  module: workerData.wasm,
};
await import(workerData.agent);
