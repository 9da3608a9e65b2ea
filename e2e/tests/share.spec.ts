// Code in a link: copied, opened as text, taken on a click, never run by itself and never sent to a server.
import type { Page } from '@playwright/test';
import { mutant, solution } from '../support/content';
import { Challenge } from '../support/challenge';
import { open, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

const PATH = '/challenges/handle-request/';

/** Copies a link to this code. */
async function link(page: Page, code: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, PATH);
  const block = page.locator('#handle-request');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.write(code);
  await block.locator('[data-share] summary').click();
  await block.locator('[data-action=copy-link]').click();
  await expect(block.locator('[data-link-said]')).toContainText('The link is copied.');
  const url = await page.evaluate(() => navigator.clipboard.readText());
  await expect(block.locator('[data-link]')).toHaveValue(url);
  return url;
}

/** Everything that a page sends, head and body. */
function sent(page: Page): string[] {
  const all: string[] = [];
  page.on('request', (it) => all.push(`${it.method()} ${it.url()} ${JSON.stringify(it.headers())} ${it.postData() ?? ''}`));
  return all;
}

test('a link holds the code, and whoever opens it reads it, takes it, and loses nothing', async ({ page, browser, server, watch }) => {
  const before = sent(page);
  const url = await link(page, mutant('path-case-folded'));
  expect(url).toMatch(new RegExp(`^${server.origin}${PATH}#shared=1\\.[A-Za-z0-9_-]+$`));
  const packed = url.split('#shared=1.')[1]!;
  watch.expectSilence();

  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 } });
  const other = await context.newPage();
  const after = sent(other);
  await open(other, PATH);
  const challenge = new Challenge(other.locator('#handle-request'));
  await challenge.write('// mine\n');
  // In a page that is open, only the fragment changes.
  await other.goto(url);
  const shared = other.locator('[data-shared-code]');
  await expect(shared).toHaveAttribute('data-shared-code', 'read');
  await expect(shared).toContainText('It has not been run');
  expect(await shared.locator('code').textContent()).toBe(mutant('path-case-folded'));
  await other.reload();
  await expect(shared).toHaveAttribute('data-shared-code', 'read');
  await expect(challenge.report).toHaveAttribute('data-state', 'idle');
  await challenge.untilRich();
  expect(await challenge.text()).toBe('// mine\n');

  await shared.locator('[data-action=take-shared]').click();
  await expect(shared).toHaveCount(0);
  await expect(other).toHaveURL(PATH);
  expect((await challenge.text()).trimEnd()).toBe(mutant('path-case-folded').trimEnd());
  await expect(challenge.report).toHaveAttribute('data-state', 'idle');
  await other.locator('[data-attempts] summary').first().click();
  const kept = other.locator('[data-attempt]');
  await expect(kept).toHaveCount(1);
  await kept.locator('[data-action=look-attempt]').click();
  await expect(kept.locator('.attempt-code')).toContainText('// mine');
  await challenge.block.locator('[data-action=undo]').click();
  expect(await challenge.text()).toBe('// mine\n');

  for (const it of [...before, ...after]) {
    expect(it).not.toContain(packed.slice(0, 24));
    expect(it).not.toContain('toLowerCase');
  }
  expect(server.log).not.toContain(packed.slice(0, 24));
  await context.close();
});

test('a link that is put away leaves the page as it was', async ({ page }) => {
  const url = await link(page, solution);
  await page.goto('/');
  await page.goto(url);
  const shared = page.locator('[data-shared-code]');
  await expect(shared).toBeVisible();
  await shared.locator('[data-action=close-shared]').click();
  await expect(shared).toHaveCount(0);
  await expect(page).toHaveURL(PATH);
});

for (const [what, fragment, words] of [
  ['cut', 'shared=1.eNqrVkrOT0lVslJKK81LLsnMz1PIS', 'This link is damaged'],
  ['no code at all', 'shared=', 'This link is damaged'],
  ['of a later version', 'shared=2.AAAA', 'made by a newer version'],
  ['far too long', `shared=1.${'A'.repeat(33_000)}`, 'longer than any that is made here'],
  ['HTML', 'shared=<img src=x onerror=alert(1)>', 'This link is damaged'],
] as const) {
  test(`a link that cannot be read says so: ${what}`, async ({ page, watch }) => {
    await open(page, `${PATH}#${fragment}`);
    const shared = page.locator('[data-shared-code=refused]');
    await expect(shared).toContainText(words);
    await shared.locator('[data-action=close-shared]').click();
    await expect(shared).toHaveCount(0);
    await expect(page).toHaveURL(PATH);
    const challenge = new Challenge(page.locator('#handle-request'));
    await challenge.submit(solution, { verdict: 'pass' });
    watch.expectSilence();
  });
}

test('code that is too long for a link is said to be', async ({ page }) => {
  await open(page, PATH);
  const block = page.locator('#handle-request');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  const noise = Array.from({ length: 1500 }, (_, at) => `const v${at} = ${Math.imul(at, 2654435761) >>> 0};`).join('\n');
  await challenge.write(noise);
  await block.locator('[data-share] summary').click();
  await block.locator('[data-action=copy-link]').click();
  await expect(block.locator('[data-link-said]')).toContainText('too long for a link');
  await expect(block.locator('[data-link]')).toHaveCount(0);
});

test('a lesson with the challenge does not take a link for its own', async ({ lesson, page }) => {
  await open(page, '/learn/who-talks-to-whom/#shared=2.AAAA');
  await untilPartLive(lesson.challenge.block);
  await expect(page.locator('[data-shared-code]')).toHaveCount(0);
});
