// The learner's progress: it survives a reload, leaves as a file, comes back from one, and damage is told.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { mutant, solution } from '../support/content';
import { Lesson, store, stored } from '../support/lesson';
import { open, untilLive, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

/** What the settings page says of its last action. */
const outcome = (page: Page) => page.locator('[data-outcome]');

/** How many activities the settings page counts. */
const kept = (page: Page) => page.locator('[data-kept]');

/** Chooses a file for the import, as a learner does. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByText('Import from a file').click();
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('progress is there after a reload: on the home page, in the lesson, in the settings', async ({ page, lesson, watch }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await untilPartLive(lesson.challenge.block);
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await lesson.untilKept('handle-request', '"done":true');
  await lesson.untilKept('who-talks', 'correct');

  await open(page, '/');
  await expect(page.locator('[data-lesson=who-talks-to-whom]')).toContainText(/1 of \d done/);
  await expect(page.getByRole('link', { name: 'Go on with the first lesson' })).toBeVisible();
  await open(page, '/settings/');
  await expect(kept(page)).toHaveAttribute('data-kept', '2');
  await lesson.open('handle-request');
  await expect(lesson.challenge.block).toHaveAttribute('data-done', '');
  await lesson.challenge.untilRich();
  await expect(lesson.challenge.rich).toContainText('const routes = new Map');
  await untilPartLive(lesson.quiz.block);
  await lesson.quiz.question('address').expectVerdict('correct');
  watch.expectSilence();
});

test('export, reset, undo, reset, import: nothing is lost on the way', async ({ page, lesson, watch }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.untilKept('who-talks', 'correct');
  await open(page, '/settings/');
  await expect(kept(page)).toHaveAttribute('data-kept', '1');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('roundtrip-progress.json');
  const file = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ format: 'roundtrip-progress', version: 1, activities: { 'who-talks': { done: false } } });

  const reset = async () => {
    await page.getByRole('button', { name: 'Reset…' }).click();
    await page.getByRole('button', { name: 'Delete all progress' }).click();
    await expect(kept(page)).toHaveAttribute('data-kept', '0');
  };
  await reset();
  await expect(outcome(page)).toContainText('All progress in this browser was deleted.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(kept(page)).toHaveAttribute('data-kept', '1');

  await reset();
  await expect.poll(() => stored(page, 'who-talks')).toBe('');
  await page.reload();
  await expect(kept(page)).toHaveAttribute('data-kept', '0');
  await choose(page, 'roundtrip-progress.json', file);
  await expect(outcome(page)).toContainText('Imported 1 activity.');
  await expect(kept(page)).toHaveAttribute('data-kept', '1');
  await expect.poll(() => stored(page, 'who-talks')).toContain('correct');
  await lesson.open('who-talks');
  await lesson.quiz.question('address').expectVerdict('correct');
  await expect(lesson.quiz.question('address').form.getByRole('textbox')).toHaveValue('port');
  watch.expectSilence();
});

test('an import can be undone', async ({ page, lesson }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.untilKept('who-talks', 'correct');
  await open(page, '/settings/');
  await expect(kept(page)).toHaveAttribute('data-kept', '1');
  await choose(page, 'empty.json', '{"format":"roundtrip-progress","version":1,"activities":{}}');
  await expect(kept(page)).toHaveAttribute('data-kept', '0');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(kept(page)).toHaveAttribute('data-kept', '1');
  await expect.poll(() => stored(page, 'who-talks')).toContain('correct');
});

for (const [what, text, words] of [
  ['no JSON', 'hello', 'This is not a progress file of Roundtrip'],
  ['another file', '{"format":"bookmarks","version":1,"activities":{}}', 'its format is “bookmarks”'],
  ['a later version', '{"format":"roundtrip-progress","version":99,"activities":{}}', 'The file is of version 99'],
  ['too large', ' '.repeat(17 << 20), 'larger than 16 MiB'],
] as const) {
  test(`an import of nonsense is refused, and nothing changes: ${what}`, async ({ page, lesson }) => {
    await lesson.open('who-talks');
    await lesson.quiz.question('address').fill('port');
    await lesson.quiz.question('address').check();
    await lesson.untilKept('who-talks', 'correct');
    await open(page, '/settings/');
    await expect(kept(page)).toHaveAttribute('data-kept', '1');
    await choose(page, 'file.json', text);
    await expect(outcome(page)).toHaveAttribute('data-outcome', 'bad');
    await expect(outcome(page)).toContainText(words);
    await expect(outcome(page)).toContainText('Nothing was changed.');
    await expect(kept(page)).toHaveAttribute('data-kept', '1');
    expect(await stored(page, 'who-talks')).toContain('correct');
  });
}

test('a damaged record is set aside and reported, and the rest goes on', async ({ page, lesson }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.untilKept('who-talks', 'correct');
  await store(page, 'handle-request', 'not a record');

  await lesson.open('handle-request');
  await expect(page.getByRole('alert')).toContainText('1 stored record could not be read. Nothing was deleted: it is set aside');
  await expect.poll(() => stored(page, 'handle-request', 'damaged')).toBe('not a record');
  expect(await stored(page, 'handle-request')).toBe('');
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await lesson.untilKept('handle-request', '"done":true');
  await page.reload();
  await untilPartLive(lesson.quiz.block);
  await lesson.quiz.question('address').expectVerdict('correct');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await stored(page, 'handle-request', 'damaged')).toBe('not a record');
});

test('a record whose inside cannot be read is set aside and reported, too, from a file as well', async ({ page, lesson }) => {
  const odd = { version: 1, done: true, data: '{"code":"// mine","language":"cobol"}' };
  await open(page, '/settings/');
  await expect(kept(page)).toHaveAttribute('data-kept', '0');
  await choose(page, 'odd.json', JSON.stringify({ format: 'roundtrip-progress', version: 1, activities: { 'handle-request': odd } }));
  await expect(kept(page)).toHaveAttribute('data-kept', '1');
  await lesson.untilKept('handle-request', 'cobol');
  await lesson.open('handle-request');
  await expect(page.getByRole('alert')).toContainText('1 stored record could not be read. Nothing was deleted: it is set aside');
  await expect.poll(() => stored(page, 'handle-request', 'damaged')).toContain('// mine');
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await lesson.untilKept('handle-request', '"done":true');
  expect(await stored(page, 'handle-request', 'damaged')).toContain('// mine');
});

test('a record of another wording is read as far as it goes', async ({ page, lesson }) => {
  await lesson.open();
  await store(page, 'who-talks', JSON.stringify({ version: 1, done: false, data: '{"questions":{"gone":{"tries":1},"address":{"answer":"nonsense"}}}' }));
  await store(page, 'handle-request', JSON.stringify({ version: 1, done: false, data: '{"code":"// from before","later":true}' }));
  await lesson.open('handle-request');
  await lesson.challenge.untilRich();
  await expect(lesson.challenge.rich).toContainText('// from before');
  await untilPartLive(lesson.quiz.block);
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.quiz.question('address').expectVerdict('correct');
});

test('a browser without IndexedDB is told so, and everything works until the page is closed', async ({ page, lesson }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: { open: () => { throw new DOMException('refused', 'SecurityError'); } } });
  });
  await lesson.open('who-talks');
  await expect(page.getByRole('alert')).toContainText('does not let the page keep its records');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.quiz.question('address').expectVerdict('correct');
});

/** Has the browser refuse to store while `window.full` is set, as it does where the disk is full. */
async function fillable(page: Page): Promise<(full: boolean) => Promise<void>> {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if ('full' in window && window.full) throw new DOMException('the disk is full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  return (full) => page.evaluate((full) => void Object.assign(window, { full }), full);
}

for (const [what, next] of [
  ['with the next', async (lesson: Lesson) => lesson.challenge.submit(solution, { verdict: 'pass' })],
  ['after a while', async () => {}],
] as const) {
  test(`what could not be written is written ${what}, and the notice stays until then`, async ({ page, lesson }) => {
    const fill = await fillable(page);
    await lesson.open('who-talks');
    await lesson.challenge.untilRich();
    await fill(true);
    await lesson.quiz.question('address').fill('port');
    await lesson.quiz.question('address').check();
    await expect(page.getByRole('alert')).toContainText('does not let the page keep its records');
    expect(await stored(page, 'who-talks')).toBe('');
    await fill(false);
    await next(lesson);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await stored(page, 'who-talks')).toContain('correct');
  });
}

test('what is done before the database opens is written once it is open', async ({ page, lesson, context, server }) => {
  // Another tab that wants to delete the database, and holds it: whoever opens it waits.
  const other = await context.newPage();
  await other.goto(`${server.origin}/settings/`);
  await untilLive(other);
  await other.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('roundtrip');
        opening.onsuccess = () => {
          Object.assign(window, { held: opening.result });
          indexedDB.deleteDatabase('roundtrip').onblocked = () => resolve();
        };
      }),
  );
  await lesson.open('one-exchange');
  await lesson.tour.locator('[data-action=start]').click();
  await expect(lesson.tour.locator('.tour')).toBeFocused();
  await page.keyboard.press('End');
  await expect(lesson.tour.locator('.tour')).toHaveAttribute('data-step', '5');
  await other.close();
  await lesson.untilKept('one-exchange', '"done":true');
});

/** The lesson in another tab of the same browser, at a block. */
async function otherTab(page: Page, block: string): Promise<Lesson> {
  const other = new Lesson(await page.context().newPage());
  await other.open(block);
  return other;
}

test('two tabs do not write over each other: code, attempts and tick of a challenge', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const other = await otherTab(page, 'handle-request');
  await other.challenge.untilRich();
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await lesson.untilKept('handle-request/attempts', 'tests pass.');
  // What was written there stands here, and is no reason to set anything aside.
  await expect(other.challenge.rich).toContainText('const routes = new Map');
  await expect(other.challenge.block).toHaveAttribute('data-done', '');
  await other.challenge.submit(`${mutant('query-not-ignored')}// mine`, { verdict: 'fail' });
  await other.untilKept('handle-request/attempts', '// mine');
  await page.reload();
  await lesson.challenge.untilRich();
  await expect(lesson.challenge.rich).toContainText('// mine');
  await expect(lesson.challenge.block).toHaveAttribute('data-done', '');
  await lesson.challenge.block.locator('[data-attempts] summary').first().click();
  const list = lesson.challenge.block.locator('[data-attempt]');
  await expect(list).toHaveCount(2);
  await expect(list.nth(1)).toHaveAttribute('data-verdict', 'pass');
});

test('two tabs do not write over each other: answers of a quiz, a code example, and a reset', async ({ page, lesson }) => {
  await lesson.open('who-talks');
  const other = await otherTab(page, 'who-talks');
  await untilPartLive(other.greeting);
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await other.quiz.question('address').expectVerdict('correct');
  await expect(other.quiz.question('address').form.getByRole('textbox')).toHaveValue('port');
  await untilPartLive(lesson.greeting);
  await lesson.greeting.locator('textarea').fill('// mine');
  await expect(other.greeting.locator('textarea')).toHaveValue('// mine');
  await open(page, '/settings/');
  await page.getByRole('button', { name: 'Reset…' }).click();
  await page.getByRole('button', { name: 'Delete all progress' }).click();
  await other.quiz.question('address').expectVerdict('unanswered');
  await expect(other.greeting.locator('textarea')).not.toHaveValue('// mine');
  expect(await stored(page, 'who-talks')).toBe('');
});
