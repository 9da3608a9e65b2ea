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
  const result = challenge.report.locator('[data-cases=wrong] [data-field=result] [data-actual]').first();
  await expect(result).toContainText('"undefinedundefined"');
  expect(asked).toEqual([]);
});

test('the learner is the server: what came of the call, and when what was sent', async ({ page }) => {
  await open(page, '/challenges/try-again/');
  const block = page.locator('#try-again');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  // Its waits have no random part, so that their times are known.
  const fixed = again.solution.replace(' * (1 + Math.random() / 2)', '');
  await challenge.write(fixed.replace('const headers', "console.log('asked', path);\n  const headers"));
  const trial = block.locator('[data-trial]');
  await trial.locator('summary').first().click();
  const form = trial.locator('form.serve');
  const reply = (number: number) => form.getByRole('group', { name: `Reply ${number}`, exact: true });
  // It begins with the first case.
  await expect(form.getByLabel('Argument')).toHaveValue('{"method":"GET","path":"/api/news"}');
  await expect(reply(1).getByLabel('Status')).toHaveValue('503');
  await expect(reply(2).getByLabel('Body')).toHaveValue('Rain.');

  await reply(1).getByLabel('Status').fill('404');
  await reply(1).getByLabel('Status').press('Enter');
  const answer = trial.locator('[data-answer]');
  await expect(answer).toHaveText(/^throws Error: Given up after status 404/);
  const rows = trial.locator('[data-timeline] tbody tr');
  await expect(rows).toHaveCount(1);

  await reply(1).getByLabel('Status').fill('503');
  await reply(1).getByLabel('After, in ms').fill('100');
  await reply(1).getByLabel('Header fields').fill('Retry-After: {date+2000}');
  await reply(2).getByLabel('Status').fill('200');
  await reply(2).getByLabel('Body').fill('Sun.');
  await form.locator('[data-action=try]').click();
  await expect(answer).toHaveText('"Sun."');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('GET /api/news');
  await expect(rows.nth(0)).toContainText('at 100 ms: 503 Service Unavailable');
  // A date has whole seconds: the one two seconds after 0.1 s is rounded up to 3 s.
  await expect(rows.nth(1).locator('.timeline-time')).toHaveText('3 s');
  await expect(rows.nth(1)).toContainText('200 OK');
  await expect(trial.locator('[data-console]')).toContainText('asked /api/news');
  // It is no run of the tests, and no try.
  await expect(challenge.report).toHaveAttribute('data-state', 'idle');
  await expect(block.locator('[data-attempts] summary')).toHaveText('Earlier attempts');

  await reply(1).getByLabel('The server').selectOption('silent');
  await expect(reply(1).getByLabel('Status')).toBeHidden();
  await form.locator('[data-action=try]').click();
  await expect(answer).toHaveText('(waits for something that never comes)');
  await expect(trial.locator('[data-explanation]')).toHaveAttribute('data-mistake', 'never-settled');
  await expect(rows).toHaveCount(1);
});

test('what is wrong with a server is said at its field, and nothing that was written is lost', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/challenges/try-again/');
  const block = page.locator('#try-again');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.write(again.solution);
  const trial = block.locator('[data-trial]');
  await trial.locator('summary').first().click();
  const form = trial.locator('form.serve');
  const reply = (number: number) => form.getByRole('group', { name: `Reply ${number}`, exact: true });
  const wrong = (field: string) => form.locator(`[data-problem-at="${field}"]`);
  const argument = form.getByLabel('Argument');
  await argument.fill("{ method: 'GET' }");
  await reply(2).getByLabel('Status').fill('99');
  await form.locator('[data-action=try]').click();
  await expect(wrong('argument-0')).toContainText('This is no JSON');
  await expect(argument).toHaveAttribute('aria-invalid', 'true');
  await expect(argument).toHaveAccessibleDescription(/This is no JSON/);
  await expect(argument).toBeFocused();
  await expect(argument).toHaveValue("{ method: 'GET' }");
  await expect(wrong('status-2')).toContainText('from 200 to 599');
  await expect(wrong('status-1')).toBeHidden();
  await expect(trial.locator('[data-answer]')).toHaveCount(0);
  // What is mended is no longer said to be wrong, and the rest still is.
  await argument.fill('{ "method": "GET", "path": "/api/sun" }');
  await expect(wrong('argument-0')).toBeHidden();
  await expect(argument).not.toHaveAttribute('aria-invalid');
  await expect(wrong('status-2')).toBeVisible();

  // A reply that was removed comes back as it was, at its place.
  await reply(1).getByLabel('Status').fill('502');
  await form.getByRole('button', { name: 'Remove reply 1' }).click();
  await expect(form.locator('[data-reply]')).toHaveCount(1);
  await expect(form.locator('[data-action=undo-reply]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reply(1).getByLabel('Status')).toHaveValue('502');
  await expect(reply(2).getByLabel('Status')).toHaveValue('99');
  await reply(2).getByLabel('Status').fill('200');
  for (let count = 3; count <= 10; count += 1) {
    await form.locator('[data-action=add-reply]').click();
    await expect(reply(count)).toBeVisible();
  }
  await form.locator('[data-action=add-reply]').click({ force: true });
  await expect(form.locator('[data-reply]')).toHaveCount(10);
  await form.locator('[data-action=try]').click();
  await expect(trial.locator('[data-answer]')).toHaveText('"Rain."');
  await expect(trial.locator('[data-timeline] tbody tr')).toHaveCount(2);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width, 'nothing is wider than the page').toBe(0);
});
