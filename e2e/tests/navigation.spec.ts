// From page to page without a new document, the theme, and the sheet of keys.
import type { Page } from '@playwright/test';
import { LESSON } from '../support/lesson';
import { solution } from '../support/content';
import { holdWebAssembly, open, untilAllLive, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
const site = (page: Page) => page.getByRole('navigation', { name: 'Site' });

test('home, lesson, glossary, back and forward: one document, and only content is fetched', async ({ page, watch }) => {
  await open(page, '/');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const before = watch.requests.length;

  await page.getByRole('link', { name: 'Start the first lesson' }).click();
  await expect(page).toHaveURL(LESSON);
  await expect(page).toHaveTitle('Who talks to whom · Roundtrip');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who talks to whom');
  await expect.poll(() => focused(page)).toBe('main');
  expect(await page.evaluate(() => scrollY)).toBe(0);

  await page.getByRole('heading', { name: 'Check yourself' }).scrollIntoViewIfNeeded();
  await site(page).getByRole('link', { name: 'Glossary' }).click();
  await expect(page).toHaveTitle('Glossary · Roundtrip');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Glossary');
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await expect.poll(() => focused(page)).toBe('main');
  await expect(site(page).getByRole('link', { name: 'Glossary' })).toHaveAttribute('aria-current', 'page');

  await page.goBack();
  await expect(page).toHaveTitle('Who talks to whom · Roundtrip');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('making them talk');
  await page.goForward();
  await expect(page).toHaveURL(LESSON);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who talks to whom');

  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(watch.since(before, 'page')).toEqual([]);
  const content = watch.since(before, 'fetch').filter((it) => !it.endsWith('.wasm'));
  expect(content.filter((it) => !it.includes('/challenges/'))).toEqual(['GET /content/lessons/who-talks-to-whom.json', 'GET /content/glossary.json']);
  watch.expectSilence();
});

test('going back leads to where one was', async ({ page, lesson }) => {
  await lesson.open();
  await page.getByRole('heading', { name: 'Frontend and backend' }).scrollIntoViewIfNeeded();
  const where = await page.evaluate(() => scrollY);
  expect(where).toBeGreaterThan(500);
  await site(page).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who talks to whom');
  await expect(page.getByRole('heading', { name: 'Frontend and backend' })).toBeInViewport();
});

test('a lesson that was reached by a link is whole, and its blocks work', async ({ page, lesson, watch }) => {
  await open(page, '/');
  await page.getByRole('link', { name: 'Who talks to whom' }).click();
  await untilAllLive(page);
  await expect(page.locator('.block')).toHaveCount(9);
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('200 Hello, Alice!');
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await page.locator('.lesson-body a.term[data-term=client]').first().hover();
  await expect(page.locator('.term-pop')).toBeVisible();
  watch.expectSilence();
});

test('what was done in the lesson is there when one comes back to it', async ({ page, lesson, watch }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.quiz.question('address').expectVerdict('correct');
  await site(page).getByRole('link', { name: 'Course' }).click();
  await page.getByRole('link', { name: 'Who talks to whom' }).click();
  await lesson.quiz.block.scrollIntoViewIfNeeded();
  await lesson.quiz.question('address').expectVerdict('correct');
  await expect(lesson.quiz.question('address').form.getByRole('textbox')).toHaveValue('port');
  watch.expectSilence();
});

test('the skip link leads to the text', async ({ page }) => {
  await open(page, LESSON);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('main');
});

test('the theme is switched, kept, and in force before anything is painted', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  const button = page.locator('.page-tools').getByRole('button', { name: /^Theme: / });
  await button.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await button.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const dark = await background();
  expect(dark).not.toBe(light);

  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      Object.assign(window, { themeAtFirst: document.documentElement.dataset.theme });
    }).observe(document, { childList: true, subtree: true });
  });
  await holdWebAssembly(page);
  await page.reload({ waitUntil: 'domcontentloaded' });
  expect(await page.evaluate(() => (window as unknown as { themeAtFirst: string }).themeAtFirst)).toBe('dark');
  expect(await background()).toBe(dark);
});

test('the settings and the button agree about the theme, and motion is set', async ({ page, watch }) => {
  await open(page, '/settings/');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('.page-tools').getByRole('button', { name: /^Theme: dark/ })).toBeVisible();
  await page.getByRole('radio', { name: 'As little as possible' }).check();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'As little as possible' })).toBeChecked();
  watch.expectSilence();
});

test('? opens the sheet of keys, but not while one writes', async ({ page, lesson }) => {
  await lesson.open('greeting');
  const sheet = page.locator('dialog.key-sheet');
  await lesson.greeting.locator('textarea').focus();
  await page.keyboard.type('?');
  await expect(lesson.greeting.locator('textarea')).toHaveValue(/\?/);
  await expect(sheet).toBeHidden();
  await page.locator('#main').focus();
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText('open or close the exchange list');
  await expect(sheet.getByRole('heading', { name: 'Keys' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('the glossary is filtered by name', async ({ page }) => {
  await open(page, '/glossary/');
  const terms = page.locator('.glossary dt');
  const all = await terms.count();
  await page.getByLabel('Find a term').fill('serv');
  await expect(terms.filter({ visible: true })).not.toHaveCount(all);
  await expect(terms.filter({ visible: true }).first()).toHaveText(/server/i);
  await page.getByLabel('Find a term').fill('zzz');
  await expect(page.getByText('No term has these letters in its name.')).toBeVisible();
});

test('what is typed into the glossary before it is live filters it once it is', async ({ page }) => {
  const release = await holdWebAssembly(page);
  await page.goto('/glossary/');
  await page.getByLabel('Find a term').fill('serv');
  const terms = page.locator('.glossary dt').filter({ visible: true });
  const all = await terms.count();
  release();
  await expect(terms).not.toHaveCount(all);
  await expect(terms.first()).toHaveText(/server/i);
});

test('a link to a place far down a lesson leads there and stays there', async ({ page, lesson }) => {
  await page.goto(`${LESSON}#check-yourself`);
  const heading = page.getByRole('heading', { name: 'Check yourself' });
  await untilPartLive(lesson.quiz.block);
  await expect(heading).toBeInViewport();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.whole)).toBe('');
  await expect(heading).toBeInViewport();
});

test('a lesson that is scrolled before it is live stays where it was scrolled to', async ({ page, lesson }) => {
  const release = await holdWebAssembly(page);
  await page.goto(LESSON);
  const heading = page.getByRole('heading', { name: 'Frontend and backend' });
  await heading.scrollIntoViewIfNeeded();
  release();
  await expect(page.locator('html')).toHaveAttribute('data-whole');
  await expect(heading).toBeInViewport();
});
