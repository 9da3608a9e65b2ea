// What a page fetches from a cold cache: what its first paint waits for, whether the WebAssembly leaves the paint alone,
// and how much code comes until the page is live, and afterwards by itself. LESSON is the id of the lesson to look at.
import { report } from "./browser.mjs";

/// Notes the moment at which the page says that it is live.
const noteLive = () => {
  new MutationObserver((_, observer) => {
    if (!("live" in document.documentElement.dataset)) return;
    window.liveSince = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-live"] });
};

const figures = () => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const page = performance.getEntriesByType("navigation");
  const rest = performance.getEntriesByType("resource");
  const path = (entry) => new URL(entry.name).pathname;
  const size = (entries) => entries.reduce((sum, it) => sum + it.encodedBodySize, 0);
  const awaited = [...page, ...rest.filter((it) => it.renderBlockingStatus === "blocking")];
  const code = rest.filter((it) => /\.(js|wasm)$/.test(path(it)) && !path(it).startsWith("/editor-"));
  return {
    requests: awaited.length,
    bytes: size(awaited),
    wasm: rest.filter((it) => path(it).endsWith(".wasm") && it.startTime < paint).length,
    live: size(code.filter((it) => it.responseEnd <= window.liveSince)),
    settled: size(code),
    names: [...page, ...rest].map((it) => `${Math.round(it.startTime)} ms ${path(it)}`),
  };
};

async function load(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(noteLive);
    await page.goto(url);
    await page.waitForFunction(() => "liveSince" in window, undefined, { timeout: 30_000 });
    await page.waitForLoadState("networkidle");
    return await page.evaluate(figures);
  } finally {
    await context.close();
  }
}

await report(async (browser, base) => ({
  home: await load(browser, `${base}/`),
  lesson: await load(browser, `${base}/learn/${process.env.LESSON}/`),
}));
