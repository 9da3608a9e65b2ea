// How long the verdict takes, in the real page: the median of 30 runs of 10 cases, of 1,000 cases, and of an endless loop.
// The number of cases is set by changing the challenge on its way to the page; everything else is what a learner gets.
// LESSON is the id of the lesson, CHALLENGE that of a challenge in it.
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

async function measure(browser, base, { cases, code, verdict, reason }) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await serveCases(page, cases);
    await page.goto(`${base}/learn/${process.env.LESSON}/`);
    await page.waitForSelector("html[data-live]");
    const challenge = page.locator(`#${process.env.CHALLENGE}`);
    await challenge.scrollIntoViewIfNeeded();
    await challenge.locator(".cm-content").fill(code);
    const runs = [];
    for (let i = 0; i < WARM_UP + RUNS; i += 1) {
      const run = await press(page);
      if (run.verdict !== verdict || (reason && run.reason !== reason)) {
        throw new Error(`expected ${verdict} (${reason ?? "no reason"}), got ${run.verdict} (${run.reason})`);
      }
      runs.push(run);
      // As a learner would: the next run begins when the page has settled, with its spare worker ready.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
    }
    const warm = runs.slice(WARM_UP);
    return { judged: median(warm.map((it) => it.judged)), shown: median(warm.map((it) => it.shown)) };
  } finally {
    await context.close();
  }
}

await report(async (browser, base) => ({
  ten: await measure(browser, base, { cases: 10, code: ANSWER, verdict: "pass" }),
  thousand: await measure(browser, base, { cases: 1000, code: ANSWER, verdict: "pass" }),
  loop: await measure(browser, base, { cases: 10, code: LOOP, verdict: "error", reason: "timeout" }),
}));
