// Earlier attempts: kept with what they scored, compared, restored, erased; and nothing is lost on the way.
import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { mutant, solution } from '../support/content';
import { store, stored, type Lesson } from '../support/lesson';
import { open } from '../support/live';
import { expect, test } from '../support/test';

const KEY = 'handle-request/attempts';

/** Opens the list. */
async function attempts(lesson: Lesson): Promise<Locator> {
  const part = lesson.challenge.block.locator('[data-attempts]');
  await part.locator('summary').first().click();
  await expect(part.locator('.attempts')).toBeVisible();
  return part.locator('[data-attempt]');
}

/** Tries a wrong program and then the solution. */
async function tryTwice(lesson: Lesson): Promise<void> {
  await lesson.open('handle-request');
  await lesson.challenge.submit(mutant('query-not-ignored'), { verdict: 'fail' });
  await lesson.challenge.submit(solution, { verdict: 'pass' });
}

test('each run is kept with its score and its diagnosis, the same code only once in a row', async ({ page, lesson, watch }) => {
  await tryTwice(lesson);
  await lesson.challenge.untilEnded(() => lesson.challenge.run.click());
  await lesson.untilKept(KEY, 'tests pass.');
  await page.reload();
  await lesson.open('handle-request');
  await expect(lesson.challenge.block.locator('[data-attempts] summary').first()).toHaveText('Earlier attempts (2)');
  const list = await attempts(lesson);
  await expect(list).toHaveCount(2);
  await expect(list.nth(0)).toHaveAttribute('data-verdict', 'pass');
  await expect(list.nth(0)).toContainText(/All \d+ tests pass\./);
  await expect(list.nth(1)).toHaveAttribute('data-verdict', 'fail');
  await expect(list.nth(1)).toContainText(/\d+ of \d+ tests pass\./);
  await expect(list.nth(1)).toContainText('query');
  await expect(list.nth(1)).toContainText(String(new Date().getFullYear()));
  await list.nth(1).locator('[data-action=look-attempt]').click();
  await expect(list.nth(1).locator('.attempt-code')).toHaveText(mutant('query-not-ignored'), { useInnerText: false });
  watch.expectSilence();
});

test('an attempt is compared with the code of now and restored; what stood there is kept, and undo brings it back', async ({ lesson }) => {
  await tryTwice(lesson);
  await lesson.challenge.write('// not run yet\n');
  const list = await attempts(lesson);
  await list.nth(0).locator('[data-action=compare-attempt]').click();
  await expect(list.nth(0).locator('ins')).toContainText(['// not run yet']);
  await expect(list.nth(0).locator('del').first()).toBeVisible();
  await list.nth(0).locator('[data-action=restore-attempt]').click();
  expect((await lesson.challenge.text()).trimEnd()).toBe(solution.trimEnd());
  await expect(list).toHaveCount(3);
  await expect(list.nth(0)).toHaveAttribute('data-verdict', 'aside');
  await list.nth(1).locator('[data-action=compare-attempt]').click();
  await expect(list.nth(1).locator('[data-same]')).toBeVisible();
  await lesson.challenge.block.locator('[data-action=undo]').click();
  expect(await lesson.challenge.text()).toBe('// not run yet\n');
  await list.nth(0).locator('[data-action=look-attempt]').click();
  await expect(list.nth(0).locator('.attempt-code')).toContainText('// not run yet');
});

test('attempts are erased, one or all, and undo brings them back', async ({ page, lesson }) => {
  await tryTwice(lesson);
  const list = await attempts(lesson);
  await list.nth(0).locator('[data-action=erase-attempt]').click();
  await expect(list).toHaveCount(1);
  await page.locator('[data-action=undo-erase]').click();
  await expect(list).toHaveCount(2);
  await expect(list.nth(0)).toHaveAttribute('data-verdict', 'pass');
  await page.locator('[data-action=erase-attempts]').click();
  await expect(list).toHaveCount(0);
  await expect.poll(() => stored(page, KEY)).not.toContain('tests pass');
  // What is tried in the meantime stays, too.
  await lesson.challenge.submit(mutant('wrong-status-created'), { verdict: 'fail' });
  await expect(list).toHaveCount(1);
  await page.locator('[data-action=undo-erase]').click();
  await expect(list).toHaveCount(3);
  await expect(list.nth(0)).not.toHaveAttribute('data-verdict', 'pass');
});

test('code that is too long to be kept makes no room for an attempt, and that is said', async ({ lesson }) => {
  await lesson.open('handle-request');
  await lesson.challenge.submit(mutant('query-not-ignored'), { verdict: 'fail' });
  const long = `// ${'x'.repeat(33 * 1024)}`;
  await lesson.challenge.write(long);
  const list = await attempts(lesson);
  await list.locator('[data-action=restore-attempt]').click();
  await expect(lesson.challenge.block.locator('[data-formatted=bad]')).toContainText('Nothing was changed. Your own code is longer than 32 KiB');
  expect(await lesson.challenge.text()).toContain('xxx');
  await expect(list).toHaveCount(1);
});

test('code that is too long to be run or kept is said to be while it is written', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  await lesson.challenge.write('// short');
  await lesson.untilKept('handle-request', '// short');
  await lesson.challenge.write(`// ${'x'.repeat(996)}\n`.repeat(101));
  const said = lesson.challenge.block.locator('[data-formatted=bad]');
  await expect(said).toContainText('The code is 101000 bytes long; up to 100000 are run and kept.');
  await lesson.challenge.run.click();
  await expect(lesson.challenge.report).toContainText('The code is 101000 bytes long; up to 100000 are run and kept.');
  expect(await stored(page, 'handle-request')).toContain('// short');
  await lesson.challenge.write('// shorter');
  await expect(said).toHaveCount(0);
});

test('an attempt stays open when a newer one arrives, and its difference follows what is typed', async ({ lesson }) => {
  await tryTwice(lesson);
  const list = await attempts(lesson);
  await list.nth(0).locator('[data-action=compare-attempt]').click();
  await expect(list.nth(0).locator('[data-same]')).toBeVisible();
  await lesson.challenge.write('// changed');
  await expect(list.nth(0).locator('ins')).toContainText(['// changed']);
  await list.nth(0).locator('[data-action=look-attempt]').click();
  await lesson.challenge.submit(mutant('wrong-status-created'), { verdict: 'fail' });
  await expect(list).toHaveCount(3);
  await expect(list.nth(0).locator('.attempt-code')).toHaveCount(0);
  await expect(list.nth(1).locator('.attempt-code')).toHaveText(solution, { useInnerText: false });
});

test('the keyboard’s focus stays with the attempts when what had it is gone', async ({ page, lesson }) => {
  await tryTwice(lesson);
  const list = await attempts(lesson);
  const undo = page.locator('[data-action=undo-erase]');
  const whole = lesson.challenge.block.locator('.attempts');
  await list.nth(0).locator('[data-action=erase-attempt]').press('Enter');
  await expect(undo).toBeFocused();
  await undo.press('Enter');
  await expect(whole).toBeFocused();
  await page.locator('[data-action=erase-attempts]').press('Enter');
  await expect(undo).toBeFocused();
  await page.locator('[data-notice=erased]').getByRole('button', { name: 'Close' }).press('Enter');
  await expect(whole).toBeFocused();
});

test('the keyboard’s focus goes to the code when a notice about it is closed', async ({ lesson }) => {
  await lesson.open('handle-request');
  await lesson.challenge.write('// mine');
  await lesson.challenge.block.locator('[data-action=reset]').click();
  await lesson.challenge.block.locator('[data-notice=code]').getByRole('button', { name: 'Close' }).press('Enter');
  await expect(lesson.challenge.rich).toBeFocused();
});

test('they leave with an export, go with a reset and come back with an import', async ({ page, lesson }) => {
  await tryTwice(lesson);
  await lesson.untilKept(KEY, 'tests pass');
  await open(page, '/settings/');
  // An attempt is no activity of its own.
  await expect(page.locator('[data-kept]')).toHaveAttribute('data-kept', '1');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  await page.getByRole('button', { name: 'Reset…' }).click();
  await page.getByRole('button', { name: 'Delete all progress' }).click();
  await expect.poll(() => stored(page, KEY)).toBe('');
  const choosing = page.waitForEvent('filechooser');
  await page.getByText('Import from a file').click();
  await (await choosing).setFiles({ name: 'it.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await expect.poll(() => stored(page, KEY)).toContain('tests pass');
  await lesson.open('handle-request');
  await expect(await attempts(lesson)).toHaveCount(2);
});

for (const [what, data, count] of [
  ['no JSON', 'nonsense', 0],
  ['another shape', '{"attempts":"many"}', 0],
  ['entries that are none', '{"attempts":[7,null,{"at":"x"},{"at":1e300,"code":"// old","verdict":"odd"},{"at":1e300,"code":"// old"}]}', 1],
] as const) {
  test(`damaged attempts do not break the page: ${what}`, async ({ page, lesson, watch }) => {
    await lesson.open();
    await store(page, KEY, JSON.stringify({ version: 1, done: false, data }));
    await lesson.open('handle-request');
    const list = await attempts(lesson);
    await expect(list).toHaveCount(count);
    await lesson.challenge.submit(solution, { verdict: 'pass' });
    await expect(list).toHaveCount(count + 1);
    watch.expectSilence();
  });
}
