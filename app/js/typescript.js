// A worker of the page: has types taken out of TypeScript by a WebAssembly of its own. It says "ready" once it can, or
// "failed"; from then on every text that it is sent is answered by one.
import init, { blank } from "./types.js";

try {
  await init();
  addEventListener("message", (event) => postMessage(blank(String(event.data))));
  postMessage("ready");
} catch {
  postMessage("failed");
}
