// How long the verdict takes, in the real page: the median of 30 runs of 10 cases, of 1,000 cases, of an endless loop, and
// of the first run on a page; the same cases in Python; and how long another runner takes for the same. The number of cases is set by changing the
// challenge on its way to the page; everything else is what a learner gets.
// LESSON is the id of the lesson, CHALLENGE that of a challenge in it.
import { beside } from "./beside.mjs";
import { median, report } from "./browser.mjs";

const RUNS = 30;
const WARM_UP = 3;
const ANSWER = `function handleRequest({ method, path }) {
  const known = path.split('?')[0];
  const routes = { '/hello': ['GET', 'Hello, World!'], '/time': ['GET', 'Current time'], '/echo': ['POST', 'Echo received'] };
  const route = Object.hasOwn(routes, known) ? routes[known] : undefined;
  if (!route) return { status: 404, body: 'Not Found' };
  return method === route[0] ? { status: 200, body: route[1] } : { status: 405, body: 'Method Not Allowed' };
}`;
const PYTHON = `ROUTES = {"/hello": ("GET", "Hello, World!"), "/time": ("GET", "Current time"), "/echo": ("POST", "Echo received")}


def handle_request(request):
    route = ROUTES.get(request["path"].split("?")[0])
    if route is None:
        return {"status": 404, "body": "Not Found"}
    if request["method"] != route[0]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": route[1]}
`;
const LOOP = "function handleRequest() { while (true) {} }";

/// Lets the page receive its challenge with exactly `count` cases.
async function serveCases(page, count) {
  await page.route(`**/content/challenges/${process.env.CHALLENGE}.json`, async (route) => {
    const response = await route.fetch();
    const challenge = await response.json();
    challenge.cases = challenge.cases.slice(0, count);
    challenge.generated.count = count - challenge.cases.length;
    await route.fulfill({ response, json: challenge });
  });
}

/// One press on Run: what the judge says it took, and when the page showed the verdict, both in milliseconds.
async function press(page) {
  const run = await page.evaluate(
    (id) =>
      new Promise((resolve, reject) => {
        const root = document.querySelector(`[data-report="${id}"]`);
        const button = document.getElementById(id).querySelector('[data-action="run"]');
        const deadline = setTimeout(() => reject(new Error("no verdict within 20 s")), 20_000);
        let began = 0;
        const observer = new MutationObserver(() => {
          if (root.dataset.state !== "done") return;
          observer.disconnect();
          clearTimeout(deadline);
          const shown = performance.now() - began;
          const said = root.querySelector(".report-head .muted")?.textContent ?? "";
          resolve({ shown, said, verdict: root.dataset.verdict, reason: root.dataset.reason });
        });
        observer.observe(root, { attributes: true, attributeFilter: ["data-state"] });
        began = performance.now();
        button.click();
      }),
    process.env.CHALLENGE,
  );
  const [, number, unit] = /In ([\d.]+) (ms|s)\./.exec(run.said) ?? [];
  if (!number) throw new Error(`the report says no time: "${run.said}"`);
  return { ...run, judged: Number(number) * (unit === "s" ? 1000 : 1) };
}

/// Opens the lesson in a page that knows nothing yet, with the challenge ready for code. `context.close` ends it.
async function open(browser, base, cases, watch) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (watch) await page.addInitScript(watch);
  await serveCases(page, cases);
  await page.goto(`${base}/learn/${process.env.LESSON}/`);
  await page.waitForSelector("html[data-live]");
  const challenge = page.locator(`#${process.env.CHALLENGE}`);
  await challenge.scrollIntoViewIfNeeded();
  await challenge.locator(".cm-content").waitFor();
  const write = async (code) => {
    if (code === PYTHON) await challenge.getByRole("radio", { name: "Python" }).check();
    await challenge.locator(".cm-content").fill(code);
  };
  return { context, page, write };
}

/// Waits until the page has nothing to do, as it has when a learner has read the last report.
const settled = (page) => page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));

async function measure(browser, base, { cases, code, verdict, reason }) {
  const { context, page, write } = await open(browser, base, cases);
  try {
    await write(code);
    const runs = [];
    for (let i = 0; i < WARM_UP + RUNS; i += 1) {
      runs.push(expected(await press(page), verdict, reason));
      await settled(page);
    }
    return middle(runs.slice(WARM_UP));
  } finally {
    await context.close();
  }
}

/// The first run of each of many pages: nothing has been compiled, fetched or warmed by a run before it.
async function first(browser, base) {
  const runs = [];
  for (let i = 0; i < RUNS; i += 1) {
    const { context, page, write } = await open(browser, base, 10);
    try {
      await write(ANSWER);
      await settled(page);
      runs.push(expected(await press(page), "pass"));
    } finally {
      await context.close();
    }
  }
  return middle(runs);
}

function expected(run, verdict, reason) {
  if (run.verdict === verdict && (!reason || run.reason === reason)) return run;
  throw new Error(`expected ${verdict} (${reason ?? "no reason"}), got ${run.verdict} (${run.reason})`);
}

const middle = (runs) => ({ judged: median(runs.map((it) => it.judged)), shown: median(runs.map((it) => it.shown)) });

/// Keeps what is sent to the worker: the requests of a run are in it.
const keepLines = () => {
  const { postMessage } = MessagePort.prototype;
  window.sentLines = [];
  MessagePort.prototype.postMessage = function (line, ...rest) {
    if (typeof line === "string" && line.startsWith('["grade"')) window.sentLines.push(line);
    return postMessage.call(this, line, ...rest);
  };
};

/// The requests that a run of so many cases consists of.
async function requestsOf(browser, base, cases) {
  const { context, page, write } = await open(browser, base, cases, keepLines);
  try {
    await write(ANSWER);
    expected(await press(page), "pass");
    const [line] = await page.evaluate(() => window.sentLines);
    const requests = JSON.parse(line)[4].map(([[request]]) => request);
    if (requests.length !== cases) throw new Error(`${requests.length} requests were sent for ${cases} cases`);
    return requests;
  } finally {
    await context.close();
  }
}

/// The other runner, on the requests that ours sent.
async function other(browser, base) {
  const [ten, thousand] = [await requestsOf(browser, base, 10), await requestsOf(browser, base, 1000)];
  return beside(browser, { ten, thousand, source: ANSWER, loop: LOOP, runs: RUNS, warm: WARM_UP });
}

await report(async (browser, base) => ({
  ten: await measure(browser, base, { cases: 10, code: ANSWER, verdict: "pass" }),
  thousand: await measure(browser, base, { cases: 1000, code: ANSWER, verdict: "pass" }),
  python: await measure(browser, base, { cases: 10, code: PYTHON, verdict: "pass" }),
  pythons: await measure(browser, base, { cases: 1000, code: PYTHON, verdict: "pass" }),
  loop: await measure(browser, base, { cases: 10, code: LOOP, verdict: "error", reason: "timeout" }),
  first: await first(browser, base),
  other: await other(browser, base),
}));
