// A worker of the page: has types taken out of TypeScript by a WebAssembly of its own. It says "ready" once it can, or
// "failed"; from then on each question, a number and a program, is answered by that number and what became of it.
import init, { blank } from "./types.js";

function hear(event) {
  const [, number, source] = /^(\d+) ([^]*)$/.exec(event.data);
  postMessage(`${number} ${blank(source)}`);
}

try {
  await init();
  addEventListener("message", hear);
  postMessage("ready");
} catch {
  postMessage("failed");
}
