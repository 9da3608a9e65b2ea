// What a page fetches from a cold cache: before its first paint (how many requests, how many bytes, and whether the
// WebAssembly waits for the paint), and how much code until it is live and nothing more comes by itself.
// LESSON is the id of the lesson to look at.
import { report } from "./browser.mjs";

async function load(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector("html[data-live]", { timeout: 30_000 });
    await page.waitForLoadState("networkidle");
    return await page.evaluate(() => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0].startTime;
      const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
      const early = entries.filter((it) => it.startTime < paint);
      const isCode = (it) => /\.(js|wasm)$/.test(new URL(it.name).pathname) && !/\/editor-/.test(it.name);
      return {
        code: entries.filter(isCode).reduce((sum, it) => sum + it.transferSize, 0),
        requests: early.length,
        bytes: early.reduce((sum, it) => sum + it.transferSize, 0),
        wasm: early.filter((it) => new URL(it.name).pathname.endsWith(".wasm")).length,
        names: early.map((it) => new URL(it.name).pathname),
      };
    });
  } finally {
    await context.close();
  }
}

await report(async (browser, base) => ({
  home: await load(browser, `${base}/`),
  lesson: await load(browser, `${base}/learn/${process.env.LESSON}/`),
}));
