// The agent for Python: the first script in a worker that will run a learner's Python, once. It starts MicroPython, takes
// away every global that is not on its list, and says the same lines as `agent.js`. It judges nothing.
'use strict'; // a bundle of modules is not, unless it is said

import { makeConsole } from './agent/console.js';
import { sweep } from './agent/globals.js';
import { listen, say } from './agent/host.js';
import { parseJson } from './agent/taken.js';
import { KEPT, start } from './python/engine.js';
import { grade } from './python/grade.js';

const { log, error: complain } = makeConsole();
let python = null;
let busy = false;

function hear(line) {
  const message = parseJson(line);
  if (message[0] === 'ping') {
    say('["pong"]');
  } else if (!busy && message[0] === 'grade') {
    busy = true; // a worker runs one thing in its life
    grade(python, message[1], message[2], message[4], message[5]);
  }
}

listen(hear, async (module) => {
  python = await start(module, log);
  say('["ready",' + sweep(KEPT) + ']');
}, (error) => complain('Uncaught', error));
