// The agent: the first script in a worker that will run a learner's code, once. It takes away every global that is not
// on its list, runs the code, and says over a port what it saw. It judges nothing and knows no right answer.
//
// Everything it needs of the language is taken before learner code runs, and lines are put together by hand, so that an
// overridden builtin changes none. That keeps reports accurate; it is not what keeps the page safe.
'use strict'; // a bundle of modules is not, unless it is said

import { play } from './agent/client.js';
import { makeConsole, unhandled } from './agent/console.js';
import { answer } from './agent/fetch.js';
import { sweep } from './agent/globals.js';
import { grade } from './agent/grade.js';
import { listen, say } from './agent/host.js';
import { snippet } from './agent/snippet.js';
import { defineProperty, parseJson, root } from './agent/taken.js';

let busy = false;
let stuck = '[]';

function hear(line) {
  const message = parseJson(line);
  const what = message[0];
  if (what === 'ping') {
    say('["pong"]');
  } else if (what === 'fetched') {
    answer(message[1], message[2]);
  } else if (!busy) {
    busy = true; // a worker runs one thing in its life
    if (what === 'grade') grade(message[1], message[2], message[3], message[4], message[5]);
    else if (what === 'client') play(message[1], message[2], message[3]);
    else if (what === 'snippet') snippet(message[1]);
  }
}

listen(hear, () => {
  stuck = sweep();
  defineProperty(root, 'console', { value: makeConsole(), writable: true, configurable: true });
  say('["ready",' + stuck + ']');
}, unhandled);
