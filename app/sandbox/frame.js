// The frame: makes and ends the workers that learner code runs in. The page reaches it once by `postMessage`, to hand
// over a port; from then on that port carries commands and each worker has a port of its own to the page.
//
// The build puts `agent.js` in place of the one token below and this script into `sandbox.html`.
(() => {
  'use strict';

  const AGENT = "__AGENT__";
  const MAX_WORKERS = 4;

  const address = URL.createObjectURL(new Blob([AGENT], { type: 'text/javascript' }));
  const workers = new Map();
  let control = null;

  function spawn(id, port) {
    if (!port || workers.has(id) || workers.size >= MAX_WORKERS) return control.postMessage(`broken ${id}`);
    const worker = new Worker(address);
    worker.onerror = () => control.postMessage(`broken ${id}`);
    worker.postMessage('port', [port]);
    workers.set(id, worker);
  }

  function kill(id) {
    workers.get(id)?.terminate();
    workers.delete(id);
  }

  function obey(event) {
    const [command, id] = String(event.data).split(' ');
    if (command === 'spawn') spawn(id, event.ports[0]);
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
