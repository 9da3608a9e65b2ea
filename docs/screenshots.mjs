// Takes the pictures of the README from a running site: CHROME=/usr/bin/chromium node docs/screenshots.mjs http://127.0.0.1:3000
// It does what a learner would do; the pictures show what came of it.
import { chromium } from "@playwright/test";

const base = process.argv[2];
const { CHROME: executablePath } = process.env;
if (!base || !executablePath) {
  throw new Error("say where the site is, and in CHROME which browser to use: CHROME=/usr/bin/chromium node docs/screenshots.mjs http://127.0.0.1:3000");
}
/** The page's header stays in view, so many pixels high with some air. */
const HEADER = 76;
const file = (name) => new URL(name, import.meta.url).pathname;
const MISTAKE = `const routes = {
  'GET /hello': 'Hello, World!',
  'GET /time': 'Current time',
  'POST /echo': 'Echo received',
};

function handleRequest({ method, path }) {
  const body = routes[method + ' ' + path.split('?')[0]];
  if (body) return { status: 200, body };
  return { status: 404, body: 'Not Found' };
}`;

/** A page that is live, in a window of its own. */
async function open(browser, path, colorScheme, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(base + path);
  await page.waitForSelector("html[data-live]");
  return page;
}

/** Scrolls an element to so many pixels below the top of the window. */
const scrollTo = async (locator, below) => {
  await locator.page().mouse.move(0, 0);
  await locator.evaluate((it, below) => scrollBy(0, it.getBoundingClientRect().top - below), below);
};

/** Predicts `option` in a step of the experiment, changes the request where it must, sends it and waits for the tick. */
async function send(page, id, option, method) {
  const step = page.locator(`[data-step="${id}"]`);
  await step.scrollIntoViewIfNeeded();
  await step.locator(`[data-option="${option}"] input`).check();
  if (method) await step.locator("select[name=method]").selectOption(method);
  await step.getByRole("button", { name: "Send" }).click();
  await page.waitForSelector(`[data-step="${id}"][data-ticked="true"]`);
  return step;
}

/** The experiment, with a prediction that did not come true, and the exchange in the inspector. */
async function experiment(browser) {
  const page = await open(browser, "/learn/who-talks-to-whom/", "light", 1200, 860);
  await send(page, "see-it", "json");
  await send(page, "get-to-post", "not-allowed", "POST");
  const step = await send(page, "second-route", "down");
  await page.locator("#inspector-toggle").click();
  await page.locator("#inspector [data-exchange]").last().click();
  await scrollTo(step.getByRole("button", { name: "Send" }), HEADER);
  await page.screenshot({ path: file("screenshot.png") });
  await page.context().close();
}

/** The challenge, with a handler that mixes up 404 and 405: the report beside the code. */
async function challenge(browser) {
  const page = await open(browser, "/challenges/handle-request/", "dark", 1200, 860);
  const block = page.locator("#handle-request");
  await block.locator(".cm-content").fill(MISTAKE);
  await block.locator('[data-action="run"]').click();
  await page.waitForSelector('[data-report="handle-request"][data-state="done"]');
  await scrollTo(block.locator(".report-head"), HEADER);
  await page.screenshot({ path: file("screenshot-challenge.png") });
  await page.context().close();
}

const root = process.getuid?.() === 0;
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", "--no-first-run", ...(root ? ["--no-sandbox"] : [])] });
try {
  await experiment(browser);
  await challenge(browser);
} finally {
  await browser.close();
}
