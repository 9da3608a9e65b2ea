// Beside ours: the test runner that freeCodeCamp publishes (`@freecodecamp/curriculum-helpers`), on the same function and the
// same requests, in the same browser. As its types say: `createTestRunner` for each submission, then `runAllTests`, with
// one assertion for each case and its own deadline of five seconds a test.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { median } from "./browser.mjs";

const HOME = dirname(createRequire(import.meta.url).resolve("@freecodecamp/curriculum-helpers/test-runner.js"));
const ASSETS = "/assets/";
const PAGE = `<!doctype html><title>Beside</title><script src="${ASSETS}index.js"></script>`;

/// Serves an empty page with the runner in it, on a port of its own. Gives the address, and how to end it.
async function serve() {
  const server = createServer(async (request, response) => {
    const name = request.url.startsWith(ASSETS) ? request.url.slice(ASSETS.length) : "";
    try {
      if (request.url !== "/" && !/^[\w.-]+\.js$/.test(name)) throw new Error("no such file");
      const body = name ? await readFile(join(HOME, name)) : PAGE;
      response.setHeader("Content-Type", name ? "text/javascript" : "text/html").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}

/// One submission: until every test has its result, in milliseconds, and how many passed.
const submit = async ({ source, tests, assetPath }) => {
  const began = performance.now();
  const runner = await window.FCCTestRunner.createTestRunner({ type: "javascript", source, code: { contents: source }, assetPath });
  const results = await runner.runAllTests(tests);
  return { ms: performance.now() - began, passed: results.filter((it) => it.pass).length };
};

/// The tests of some requests, each with what `answer` says to it.
function assertions(requests, answer) {
  const call = (it) => `handleRequest(${JSON.stringify(it)})`;
  return requests.map((it) => `assert.deepEqual(${call(it)}, ${JSON.stringify(answer(it))});`);
}

/// The median of `runs` submissions of `source` after `warm` that do not count; `passes` says whether its tests are to pass.
async function measure(page, { source, tests, runs, warm, passes }) {
  const times = [];
  for (let i = 0; i < warm + runs; i += 1) {
    const { ms, passed } = await page.evaluate(submit, { source, tests, assetPath: ASSETS });
    if (passed !== (passes ? tests.length : 0)) throw new Error(`${passed} of ${tests.length} tests passed in the other runner`);
    times.push(ms);
  }
  return median(times.slice(warm));
}

/**
 * Measures the other runner: `ten` and `thousand` are lists of requests, `source` the function that answers them, `loop`
 * one that never does. An endless loop is measured once: it takes five seconds for each of its tests.
 */
export async function beside(browser, { ten, thousand, source, loop, runs, warm }) {
  const answer = new Function(`${source}\nreturn handleRequest;`)();
  const server = await serve();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(server.address);
    const few = assertions(ten, answer);
    return {
      ten: await measure(page, { source, tests: few, runs, warm, passes: true }),
      thousand: await measure(page, { source, tests: assertions(thousand, answer), runs, warm, passes: true }),
      loop: await measure(page, { source: loop, tests: few, runs: 1, warm: 0, passes: false }),
    };
  } finally {
    await context.close();
    server.end();
  }
}
