// Pages come alive in place: over the HTML that stands there, without a word on the console.
import { holdWebAssembly, untilAllLive, untilLive } from '../support/live';
import { LESSON } from '../support/lesson';
import { expect, test } from '../support/test';
import { watchPolicy } from '../support/watch';

/** What a learner may have looked at, chosen or written in before the page was live. The hint's button says how many
 * hints there are as soon as the tests have been fetched, and is another one then. */
const KEPT = '#app :is(h1, h2, h3, h4, section, form, fieldset, input, select, textarea, button:not([data-action=hint]), figure, svg.drawing, dl, article, details)';

for (const [name, path] of Object.entries({ home: '/', lesson: LESSON, challenges: '/challenges/', challenge: '/challenges/book-shelf/', glossary: '/glossary/', settings: '/settings/', unknown: '/no/such/page' })) {
  test(`the page comes alive in place and in silence: ${name}`, async ({ page, watch }) => {
    const violations = await watchPolicy(page);
    const openGate = await holdWebAssembly(page);
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    const marked = await page.evaluate((kept) => {
      const nodes = [...document.querySelectorAll(kept)];
      Object.assign(window, { nodes });
      return nodes.length;
    }, KEPT);
    expect(marked).toBeGreaterThan(3);
    openGate();
    await untilAllLive(page);
    const lost = await page.evaluate(
      (kept) => {
        const { nodes } = window as unknown as { nodes: Element[] };
        const now = new Set(document.querySelectorAll(kept));
        return nodes.filter((it) => !now.has(it)).map((it) => it.outerHTML.slice(0, 120));
      },
      KEPT,
    );
    expect(lost, 'every element of the prerendered page is still in it').toEqual([]);
    expect(await violations()).toEqual([]);
    // Chromium itself notes that this page's status is 404; that is the truth.
    watch.console.splice(0, Infinity, ...watch.console.filter((it) => !(name === 'unknown' && it.includes('404 (Not Found)') && it.includes(path))));
    watch.expectSilence();
  });
}

test('the WebAssembly starts after the first paint, and nothing is preloaded', async ({ page }) => {
  const response = await page.goto(LESSON);
  const html = await response!.text();
  expect(html).not.toMatch(/rel="?(?:module)?preload/);
  await untilLive(page);
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-paint')[0]?.startTime,
    code: performance.getEntriesByType('resource').filter((it) => /\.wasm$|app[^/]*\.js$/.test(it.name)).map((it) => it.startTime),
  }));
  expect(times.code.length).toBeGreaterThan(1);
  expect(Math.min(...times.code)).toBeGreaterThanOrEqual(times.paint!);
});

test('a click that comes too early is kept and replayed', async ({ page }) => {
  const openGate = await holdWebAssembly(page);
  await page.goto(LESSON);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await page.locator('#one-exchange [data-action=start]').click();
  await expect(page.locator('#one-exchange .tour')).toHaveCount(0);
  openGate();
  await expect(page.locator('dialog.key-sheet')).toBeVisible();
  await expect(page.locator('#one-exchange .tour')).toHaveAttribute('data-step', '1');
});

test('what is chosen and typed too early is kept and replayed', async ({ page }) => {
  const openGate = await holdWebAssembly(page);
  await page.goto('/settings/');
  await page.getByRole('radio', { name: 'Light' }).check();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'As little as possible' }).check();
  await page.getByLabel('Import from a file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('none') });
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  openGate();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.locator('[data-outcome=bad]')).toContainText('Nothing was changed.');
});
