// Code examples that run: real JavaScript, and real requests.
import { open, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

test('a snippet sends a real request and shows what it logged', async ({ page, lesson, watch }) => {
  await lesson.open('greeting');
  const sent = page.waitForRequest('**/api/greeting?name=Alice');
  await lesson.greeting.locator('[data-action=run]').click();
  expect((await (await sent).response())?.status()).toBe(200);
  await expect(lesson.greeting).toHaveAttribute('data-state', 'done');
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('200 Hello, Alice!');
  await expect(lesson.greeting.locator('.exchange-chip')).toContainText('GET /api/greeting?name=Alice');
  await expect(lesson.greeting.locator('.exchange-chip')).toContainText('200');
  await expect(lesson.inspector.locator('.inspector-count')).toHaveText('1');
  watch.expectSilence();
});

test('a snippet is edited, run again with Ctrl+Enter, kept over a reload, and reset with undo', async ({ page, lesson }) => {
  await lesson.open('greeting');
  const field = lesson.greeting.locator('textarea');
  const original = await field.inputValue();
  const mine = original.replace('"Alice"', '"Bob & Co?"');
  await field.fill(mine);
  const sent = page.waitForRequest(/\/api\/greeting\?name=Bob%20%26%20Co%3F$/);
  await page.keyboard.press('Control+Enter');
  await sent;
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('200 Hello, Bob & Co?!');

  await lesson.untilKept('greeting', 'Bob & Co');
  await lesson.open('greeting');
  await expect(field).toHaveValue(mine);
  await lesson.greeting.locator('[data-action=reset]').click();
  await expect(field).toHaveValue(original);
  await lesson.greeting.getByRole('button', { name: 'Undo: bring my code back' }).click();
  await expect(field).toHaveValue(mine);
});

test('what was typed in a snippet is kept when the page is left, by a reload and by Back', async ({ page, lesson }) => {
  await open(page, '/');
  await page.locator('[data-lesson=who-talks-to-whom] a').first().click();
  const field = lesson.greeting.locator('textarea');
  await untilPartLive(lesson.greeting);
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('// mine');
  await page.reload();
  await untilPartLive(lesson.greeting);
  await expect(field).toHaveValue(/\/\/ mine$/);
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' too');
  await page.goBack();
  await expect(page).toHaveURL('/');
  await lesson.untilKept('greeting', '// mine too');
});

test('what was typed in a snippet is kept after a pause', async ({ page, lesson }) => {
  await lesson.open('greeting');
  await lesson.greeting.locator('textarea').focus();
  await page.keyboard.insertText('// mine');
  await lesson.untilKept('greeting', '// mine');
});

test('a mistake in a snippet is told with its line', async ({ lesson }) => {
  await lesson.open('greeting');
  await lesson.greeting.locator('textarea').fill('console.log("first");\nnothing.here();');
  await lesson.greeting.locator('[data-action=run]').click();
  const notice = lesson.greeting.locator('.notice.bad');
  await expect(notice).toContainText('nothing is not defined');
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('first');
  await notice.getByRole('button', { name: /^Show line 2/ }).click();
  const selected = await lesson.greeting.locator('textarea').evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart, it.selectionEnd));
  expect(selected).toBe('nothing.here();');
});

test('a snippet that never ends is stopped', async ({ lesson }) => {
  await lesson.open('greeting');
  await lesson.greeting.locator('textarea').fill('while (true) {}');
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.notice.bad')).toHaveAttribute('data-reason', 'timeout');
  await lesson.greeting.locator('[data-action=reset]').click();
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('200 Hello, Alice!');
});

test('a snippet reaches this server’s /api/ and nothing else', async ({ lesson, watch }) => {
  await lesson.open('greeting');
  await lesson.greeting.locator('textarea').fill('await fetch("/content/course.json");');
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.notice.bad')).toContainText('begin with /api/');
  await lesson.greeting.locator('textarea').fill('await fetch("http://127.0.0.1:1/api/hello");');
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.notice.bad')).toContainText('http://127.0.0.1:1/');
  await lesson.greeting.locator('textarea').fill('for (let i = 0; i < 12; i += 1) await fetch("/api/hello");');
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.notice.bad')).toContainText('at most 10 requests');
  expect(watch.since(0, 'fetch').filter((it) => it === 'GET /api/hello')).toHaveLength(10);
  expect(watch.requests.filter((it) => it.includes('course.json'))).toEqual([]);
});

test('the server says what it saw of the client', async ({ page, lesson }) => {
  await lesson.open('whoami');
  const block = page.locator('#whoami');
  await block.locator('[data-action=run]').click();
  await expect(block.locator('.snippet-log li').first()).toContainText('You called from 127.0.0.1:');
  await expect(block.locator('.snippet-log')).toContainText('You asked: GET /api/whoami');
});
