// Runs a code example: the body of an async function, with a console whose lines go out at once and a bridged `fetch`.
import { droppedLines, goLive, sendLogs, startCall } from './console.js';
import { bridgedFetch } from './fetch.js';
import { loadError } from './grade.js';
import { evaluate, FILE, now, say } from './host.js';
import { apply, defineProperty, promiseThen, root, round } from './taken.js';
import { encode, encodeNumber, encodeThrown } from './values.js';

const MAX_VALUE = 65536;

/** Runs it; says its value or what it threw. */
export function snippet(source) {
  goLive();
  defineProperty(root, 'fetch', { value: bridgedFetch, writable: true, configurable: true });
  const start = startCall();
  const done = (kind) => (value) => {
    sendLogs();
    const text = kind === 'reject' ? encodeThrown(value) : encode(value, MAX_VALUE);
    say('["done","' + kind + '",' + text + ',' + encodeNumber(round((now() - start) * 1000) / 1000) + ',' + droppedLines() + ']');
  };
  let made;
  try {
    made = evaluate('(async()=>{' + source + '\n})\n//# sourceURL=' + FILE);
  } catch (error) {
    say(loadError(error));
    return;
  }
  apply(promiseThen, made(), [done('resolve'), done('reject')]);
}
