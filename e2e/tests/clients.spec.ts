// Challenges in which the learner writes the client: what was sent and when, and what the tests let pass at once.
import { Challenge } from '../support/challenge';
import { challenges } from '../support/content';
import { open, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

const again = challenges().find((it) => it.id === 'try-again')!;
const mutant = (name: string): string => again.mutants.find((it) => it.name === name)!.code;

test('the report shows the requests of a client with their times', async ({ page }) => {
  await open(page, '/challenges/try-again/');
  const block = page.locator('#try-again');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  // Its wait has no random part, so that its times are known.
  const fixed = mutant('retry-after-unread').replace(' * (1 + Math.random() / 2)', '');
  await challenge.submit(fixed, { verdict: 'fail' });
  const wrong = challenge.report.locator('[data-cases=wrong] [data-case="As the server asks"]');
  await wrong.evaluate((it: HTMLDetailsElement) => { it.open = true; });
  const rows = wrong.locator('[data-timeline] tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('GET /api/news');
  await expect(rows.nth(0)).toContainText('at 50 ms: 503 Service Unavailable');
  await expect(rows.nth(1)).toContainText('1.05 s');
  const wait = wrong.locator('[data-field="request 2 wait"]');
  await expect(wait.locator('[data-expected]')).toContainText('7000 to 10500 ms');
  await expect(wait.locator('[data-actual]')).toContainText('1000 ms');
  await expect(wrong.locator('[data-action=copy-curl]')).toHaveCount(0);
  await expect(block.locator('[data-trial]')).toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width, 'nothing is wider than the page').toBe(0);
});

test('a client that never ends is told so, and the page goes on', async ({ page }) => {
  await open(page, '/challenges/try-again/');
  const block = page.locator('#try-again');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.submit('async function send(it, fetch, clock) { while (true) await clock.sleep(1000); }', { verdict: 'fail' });
  await expect(challenge.explanation.first()).toHaveAttribute('data-mistake', 'waits-too-long');
  await expect(challenge.explanation.first()).toContainText('10 minutes');
  await challenge.submit('async function send() { await new Promise(() => {}); }', { verdict: 'fail' });
  await expect(challenge.explanation.first()).toHaveAttribute('data-mistake', 'never-settled');
  await challenge.submit(again.solution, { verdict: 'pass' });
});

test('a client reaches no network, whatever it calls', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (it) => { if (it.url().includes('/api/escaped')) asked.push(it.url()); });
  await open(page, '/challenges/try-again/');
  const block = page.locator('#try-again');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.submit("async function send() { for (const it of [fetch, globalThis.fetch]) await it('/api/escaped'); return typeof XMLHttpRequest + typeof WebSocket; }", { verdict: 'fail' });
  expect(asked).toEqual([]);
});
