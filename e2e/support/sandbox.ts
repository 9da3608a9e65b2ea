// The sandbox's frame without the page's own use of it: put into a page, spoken to over its ports, looked at from inside.
// The functions are sent into a page or a frame, by whatever drives the browser, so they use nothing outside of them.

/** What is asked of a frame. */
export interface Asked {
  /** With the attribute `sandbox`, as the page has it. */
  locked: boolean;
  /** The line that the worker is given, once it is ready; without one, no worker is made. */
  line?: string;
  /** Addresses of the agent for Python and of its WebAssembly: then the worker is one for Python. */
  python?: [string, string];
}

/** What came of it. */
export interface Spoken {
  /** The frame said that it is there. */
  hello: boolean;
  /** It obeys over the port that it was handed. */
  obeys: boolean;
  /** What its worker said. */
  lines: string[];
}

/** Puts a frame into the page, hands it a port as the page does, and has a worker run one line. */
export async function speak({ locked, line, python }: Asked): Promise<Spoken> {
  const spoken: Spoken = { hello: false, obeys: false, lines: [] };
  const frame = document.createElement('iframe');
  if (locked) frame.setAttribute('sandbox', 'allow-scripts');
  const within = (ms: number, begin: (done: () => void) => void) =>
    new Promise<void>((resolve) => (begin(resolve), setTimeout(resolve, ms)));
  const hear = (event: MessageEvent) => {
    if (event.source === frame.contentWindow && event.data === 'sandbox-ready') spoken.hello = true;
  };
  addEventListener('message', hear);
  await within(10_000, (done) => {
    frame.onload = () => done();
    frame.src = '/sandbox.html';
    document.body.append(frame);
  });
  const control = new MessageChannel();
  frame.contentWindow!.postMessage('control', '*', [control.port2]);
  // Long enough for any frame that answers at all; one that does not is waited for in vain.
  await within(2_000, (done) => {
    control.port1.onmessage = (event) => {
      spoken.obeys = event.data === 'pong 1';
      done();
    };
    control.port1.postMessage('ping 1');
  });
  if (line && spoken.obeys) {
    if (python) {
      const [script, program] = await Promise.all(python.map((it) => fetch(it)));
      control.port1.postMessage([await script!.text(), await program!.arrayBuffer()]);
    }
    const worker = new MessageChannel();
    await within(10_000, (done) => {
      worker.port1.onmessage = (event) => {
        spoken.lines.push(event.data as string);
        if (/^\["(end|done|load-error|no-entry)"/.test(event.data as string)) done();
        else if (/^\["ready"/.test(event.data as string)) worker.port1.postMessage(line);
      };
      control.port1.postMessage(`spawn 1 ${python ? 'python' : 'javascript'}`, [worker.port2]);
    });
  }
  removeEventListener('message', hear);
  frame.remove();
  return spoken;
}

/** What got out of a place, by what it was tried with; and what the policy refused. */
export interface Reached {
  reached: string[];
  refused: string[];
}

/** Tries to reach out and to keep something; from a frame, or as a script of a worker. `origin` is where to. */
export async function reachOut(origin: string): Promise<Reached> {
  const reached: string[] = [];
  const refused: string[] = [];
  addEventListener('securitypolicyviolation', (event) => {
    refused.push((event as SecurityPolicyViolationEvent).effectiveDirective);
  });
  const attempt = async (name: string, run: () => unknown) => {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 1_500));
    try {
      await Promise.race([run(), late]);
      reached.push(name);
    } catch {
      // As it should be.
    }
  };
  const opened = (target: EventTarget, good: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(good, resolve);
      target.addEventListener('error', reject);
    });
  await attempt('fetch', () => fetch(`${origin}/breach/boundary-fetch`, { mode: 'no-cors' }));
  await attempt('xhr', () => {
    const request = new XMLHttpRequest();
    request.open('GET', `${origin}/breach/boundary-xhr`);
    request.send();
    return opened(request, 'load');
  });
  await attempt('socket', () => opened(new WebSocket(`${origin.replace('http', 'ws')}/api/ws`), 'open'));
  await attempt('events', () => opened(new EventSource(`${origin}/breach/boundary-events`), 'open'));
  if (typeof document === 'object') {
    await attempt('image', () => {
      const image = new Image();
      image.src = `${origin}/breach/boundary-image`;
      return opened(image, 'load');
    });
    await attempt('localStorage', () => localStorage.setItem('a', 'b'));
  }
  await attempt('indexedDB', () => opened(indexedDB.open('breach'), 'success'));
  await attempt('caches', () => caches.open('breach'));
  await attempt('import', () => import(/* @vite-ignore */ `${origin}/breach/boundary-import.js`));
  return { reached, refused: [...new Set(refused)].sort() };
}

/** The same in a worker that this frame makes: one without the agent, whose sweep takes everything away. */
export function reachOutOfWorker([script, origin]: [string, string]): Promise<Reached> {
  const text = `(${script})(${JSON.stringify(origin)}).then((it) => postMessage(it));`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data as Reached);
    worker.onerror = () => reject(new Error('the worker is broken'));
  });
}

/** Every name that code can find on the global object and above it, by the kind of function that it is part of. */
const NAMES = `(() => {
  const found = new Set();
  for (let at = globalThis; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) for (const it of Reflect.ownKeys(at)) found.add(String(it));
  return [...found].sort().join(' ');
})()`;

/** Lines that have a worker say those names. */
export const namesAsked = {
  grade: JSON.stringify(['grade', `const all = ${NAMES}; const handleRequest = () => all;`, 'handleRequest', false, [[[{}, 0]]], false]),
  client: JSON.stringify(['client', `const all = ${NAMES}; const load = () => all;`, 'load', [[[], []]]]),
  snippet: JSON.stringify(['snippet', `return ${NAMES};`]),
};

/** The line of a run, and the names in it. */
export function namesSaid(lines: string[]): string[] {
  for (const line of lines) {
    const said = JSON.parse(line) as [string, unknown, string | unknown];
    if (said[0] === 'seen') return String((said[1] as unknown[])[2]).split(' ');
    if (said[0] === 'done') return String(said[2]).split(' ');
  }
  throw new Error(`no names in ${lines.join()}`);
}

/** What the language brings, and what is like it everywhere; some of it only newer browsers have. */
const LANGUAGE = `globalThis undefined NaN Infinity Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy
  Date RegExp Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Intl
  Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
  ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  BigInt64Array BigUint64Array Float32Array Float64Array
  eval isFinite isNaN parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape
  setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone atob btoa
  TextEncoder TextDecoder URL URLSearchParams console Symbol(Symbol.toStringTag)`.split(/\s+/);
const NEWER = ['Float16Array', 'Iterator', 'SuppressedError'];
/** Two numbers that Chromium does not let go of. */
const NUMBERS = ['PERSISTENT', 'TEMPORARY'];

/** What code finds beside those, by what it is part of. */
const MORE = {
  grade: [] as string[],
  client: ['AbortController', 'AbortSignal', 'DOMException', 'Headers', 'clock', 'fetch', 'performance'],
  snippet: ['fetch'],
};

/** What is there and should not be, and what is not there and should be. */
export function strayNames(kind: keyof typeof MORE, found: string[]): { more: string[]; missing: string[] } {
  const wanted = [...LANGUAGE, ...MORE[kind]];
  return {
    more: found.filter((it) => ![...wanted, ...NEWER, ...NUMBERS].includes(it)),
    missing: wanted.filter((it) => !found.includes(it)),
  };
}
