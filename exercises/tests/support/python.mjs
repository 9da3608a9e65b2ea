// Runs the agent for Python in Node, for the native proof: each line on the standard input starts a run in a worker of its
// own, and is answered by one line, the list of all that the agent said. What makes no progress for a second is ended.
//
// Arguments: the folder to put the bundled agent into.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const ROOT = join(import.meta.dirname, '../../..');
const NO_PROGRESS_MS = 1000;
const IN_ALL_MS = 10_000;

const require = createRequire(join(ROOT, 'package.json'));
const agent = join(process.argv[2], `python-agent-${process.pid}.mjs`);
await require('esbuild').build({
  entryPoints: [join(ROOT, 'app/sandbox/python.js')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  loader: { '.py': 'text' },
  logLevel: 'warning',
  outfile: agent,
});
const wasm = require.resolve('@micropython/micropython-webassembly-pyscript/micropython.wasm');

/** A worker that starts, and what it has said so far. */
function makeWorker() {
  const made = new Worker(new URL('python_worker.mjs', import.meta.url), { workerData: { agent, wasm }, stdout: true, stderr: true });
  const it = { made, said: [], heard: () => {} };
  made.on('message', (line) => {
    it.said.push(line);
    it.heard(line);
  });
  return it;
}

let spare = makeWorker();

/** All that the agent says of one run. */
function run(line) {
  const worker = spare;
  spare = makeWorker();
  return new Promise((resolve) => {
    let last = null;
    const end = () => {
      clearTimeout(last);
      clearTimeout(whole);
      worker.made.terminate();
      resolve(worker.said);
    };
    const wait = () => {
      clearTimeout(last);
      last = setTimeout(end, NO_PROGRESS_MS);
    };
    const whole = setTimeout(end, IN_ALL_MS);
    worker.heard = (text) => {
      const [word] = JSON.parse(text);
      if (['end', 'load-error', 'no-entry'].includes(word)) end();
      else wait(); // until the first word it may take as long as a whole run
    };
    worker.made.on('error', (error) => {
      console.error(error);
      end();
    });
    worker.made.postMessage(line);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await run(line)));
}
spare.made.terminate();
