// MicroPython, started in a worker: from a module that the frame has compiled, or in a native test from a file. Python
// code reaches nothing of JavaScript, its memory is bounded, and what it prints goes to the console of the run.
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript/micropython.mjs';
import HARNESS from './harness.py';
import { defineProperty, root } from '../agent/taken.js';

const HEAP = 8 * 1024 * 1024; // bytes for all that Python code makes
const STACK = 16 * 1024; // words for Python's own calls: some hundreds of them

/** Names that MicroPython's own script keeps on the global object. */
export const KEPT = ' Module proxy_js_ref proxy_js_ref_next proxy_js_ref_map proxy_js_map proxy_js_existing pyProxyFinalizationRegistry crypto ';

const put = (name, value) => defineProperty(root, name, { value, writable: true, configurable: true });

/**
 * From now on no memory grows. What does not fit into the heap is refused, which Python says as a `MemoryError`; full of
 * small objects, it looks for room for so long that the run is stopped instead.
 */
function boundMemory() {
  WebAssembly.Memory.prototype.grow = () => { throw new RangeError('out of memory'); };
}

/** Gives the module to the script that would fetch it. */
function handIn(module) {
  put('fetch', () => module);
  WebAssembly.instantiateStreaming = async (it, imports) => ({ instance: await WebAssembly.instantiate(it, imports), module: it });
}

/** Starts Python and gives the functions of its harness. `print` is told each line that code prints. */
export async function start(module, print) {
  if (typeof module !== 'string') handIn(module);
  const quiet = () => {};
  put('console', { log: quiet, warn: quiet, error: quiet }); // it complains of refused memory there
  const url = typeof module === 'string' ? module : 'handed-in';
  const python = await loadMicroPython({ url, heapsize: HEAP, pystack: STACK, stdout: print, stderr: print, linebuffer: true });
  boundMemory();
  for (const name of ['js', 'jsffi']) python.registerJsModule(name, Object.freeze({ __proto__: null }));
  python.runPython(HARNESS);
  const { globals } = python;
  const taken = { load: globals.get('load'), begin: globals.get('begin'), call: globals.get('call') };
  for (const name of ['make', 'load', 'begin', 'call']) globals.delete(name);
  return taken;
}
