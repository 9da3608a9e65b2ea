// The frame: makes and ends the workers that learner code runs in. The page reaches it once by `postMessage`, to hand
// over a port; from then on that port carries commands and each worker has a port of its own to the page. Commands are
// strings, but for the one that brings what Python runs in: the agent for it, and the bytes of its WebAssembly.
//
// The build puts `agent.js` in place of the one token below and this script into `sandbox.html`.
(() => {
  'use strict';

  // A file host cannot send the policy that gives this document an origin of its own. In a frame without the attribute
  // `sandbox` it would have the host's, and whoever embeds it could run scripts there: then it does nothing, and a page
  // that waits for it says that code cannot be run.
  if (self.origin !== 'null') return;

  const AGENT = "__AGENT__";
  const MAX_WORKERS = 4;

  const script = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const plain = { address: script(AGENT) };
  const workers = new Map();
  let control = null;
  let python = null; // the address of its agent, and a promise of its module

  function spawn(id, language, port) {
    const broken = () => control.postMessage(`broken ${id}`);
    const agent = language === 'python' ? python : plain;
    if (!port || !agent || workers.has(id) || workers.size >= MAX_WORKERS) return broken();
    const worker = new Worker(agent.address);
    worker.onerror = broken;
    workers.set(id, worker);
    if (agent === python) python.module.then((module) => worker.postMessage(module, [port]), broken);
    else worker.postMessage('port', [port]);
  }

  function bring(text, bytes) {
    python ??= { address: script(text), module: WebAssembly.compile(bytes) };
  }

  function kill(id) {
    workers.get(id)?.terminate();
    workers.delete(id);
  }

  function obey(event) {
    if (Array.isArray(event.data)) return bring(...event.data);
    const [command, id, language] = String(event.data).split(' ');
    if (command === 'spawn') spawn(id, language, event.ports[0]);
    else if (command === 'kill') kill(id);
    else if (command === 'ping') control.postMessage(`pong ${id}`);
  }

  addEventListener('message', (event) => {
    if (control || event.source !== parent || event.data !== 'control' || event.ports.length !== 1) return;
    [control] = event.ports;
    control.onmessage = obey;
  });
  if (parent !== window) parent.postMessage('sandbox-ready', '*');
})();
