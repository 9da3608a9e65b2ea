// Terms: what a word means, where it stands, by mouse, keyboard and touch; and the cards.
import { tabTo } from '../support/keyboard';
import { untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

const LINK = '.lesson-body a.term[data-term=client]';
const MEANING = 'A program that opens a connection to a server';

test.beforeEach(async ({ page, lesson }) => {
  await lesson.open();
  // The pop-overs' code is fetched at the first sign of the reader that the lesson is awake for.
  const popovers = page.locator('.lesson > .slot').last();
  let moves = 0;
  await expect
    .poll(async () => {
      await page.mouse.move(5, 5 + (moves++ % 2));
      return popovers.getAttribute('data-live');
    })
    .toBe('');
});

test('pointing at a term shows what it means, and leaving takes it away', async ({ page }) => {
  await page.locator(LINK).first().hover();
  const pop = page.locator('.term-pop');
  await expect(pop).toContainText(MEANING);
  await expect(page.locator(LINK).first()).toHaveAttribute('aria-describedby', 'term-pop-text');
  await pop.hover();
  await expect(pop).toBeVisible();
  await page.locator('h1').hover();
  await expect(pop).toBeHidden();
});

test('a term by keyboard: it shows itself, Enter goes in, Escape goes back, Enter twice leads to the glossary', async ({ page }) => {
  const link = page.locator(LINK).first();
  const pop = page.locator('.term-pop');
  await tabTo(page, link);
  await expect(pop).toContainText(MEANING);
  await page.keyboard.press('Escape');
  await expect(pop).toBeHidden();
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pop.locator('[data-action=glossary]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pop.locator('[data-action=glossary]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/glossary/#client');
  await expect(page.locator('dt#client')).toBeInViewport();
});

test('once a pop-over is gone, Escape is for what has the focus', async ({ page, lesson }) => {
  await page.locator(LINK).first().hover();
  await expect(page.locator('.term-pop')).toBeVisible();
  await page.locator('h1').hover();
  await expect(page.locator('.term-pop')).toBeHidden();
  await lesson.tour.locator('[data-action=start]').click();
  await expect(lesson.tour.locator('.tour')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(lesson.tour.locator('.tour')).toHaveCount(0);
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a tap shows what a term means, another tap elsewhere takes it away', async ({ page }) => {
    await page.locator(LINK).first().tap();
    const pop = page.locator('.term-pop');
    await expect(pop).toContainText(MEANING);
    const box = (await pop.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
    await page.locator('h1').tap();
    await expect(pop).toBeHidden();
  });
});

test('term cards: flip, on, back, and the whole list again', async ({ page }) => {
  const block = page.locator('.block-terms');
  await untilPartLive(block);
  await block.locator('[data-action=cards]').click();
  const cards = block.locator('.term-cards');
  await expect(cards).toHaveAttribute('data-card', '1');
  await expect(cards).not.toContainText(MEANING);
  await page.keyboard.press('Enter');
  await expect(cards).toHaveAttribute('data-flipped', 'true');
  await expect(cards).toContainText(MEANING);
  await page.keyboard.press('ArrowRight');
  await expect(cards).toHaveAttribute('data-card', '2');
  await expect(cards).toHaveAttribute('data-flipped', 'false');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(cards).toHaveAttribute('data-card', '8');
  await block.locator('[data-action=cards]').click();
  await expect(block.locator('.term-list')).toBeVisible();
});
