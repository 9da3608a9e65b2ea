// The tour through a conversation, with the keyboard alone.
import { tabTo } from '../support/keyboard';
import { partOf } from '../support/live';
import { expect, test } from '../support/test';

test('a tour is taken by keyboard: start, on, back, ends, play, leave', async ({ page, lesson }) => {
  await lesson.open();
  const start = lesson.tour.locator('[data-action=start]');
  await tabTo(page, start);
  await expect(partOf(lesson.tour)).toHaveAttribute('data-live');
  await page.keyboard.press('Enter');

  const panel = lesson.tour.locator('.tour');
  await expect(panel).toBeFocused();
  await expect(panel).toHaveAttribute('data-step', '1');
  await page.keyboard.press('ArrowRight');
  await expect(panel).toHaveAttribute('data-step', '2');
  await expect(panel.locator('pre.wire')).toContainText('GET /api/greeting?name=Alice HTTP/1.1');
  await expect(panel.locator('pre.wire .crlf')).toHaveCount(4);
  await expect(lesson.tour.locator('.messages [data-now]')).toHaveAttribute('data-message', '2');
  await expect(lesson.announced).toContainText('Step 2 of 5');

  await page.keyboard.press('ArrowLeft');
  await expect(panel).toHaveAttribute('data-step', '1');
  await page.keyboard.press('End');
  await expect(panel).toHaveAttribute('data-step', '5');
  await page.keyboard.press('ArrowRight');
  await expect(panel).toHaveAttribute('data-step', '5');
  await page.keyboard.press('Home');
  await expect(panel).toHaveAttribute('data-step', '1');

  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(start).toBeFocused();
  await expect(lesson.tour).toHaveAttribute('data-tour', 'off');
});

test('a tour plays by itself, and pauses', async ({ page, lesson }) => {
  await lesson.open('one-exchange');
  await lesson.tour.locator('[data-action=start]').click();
  await expect(lesson.tour.locator('.tour')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(lesson.tour).toHaveAttribute('data-tour', 'playing');
  await expect(lesson.tour.locator('.tour')).toHaveAttribute('data-step', '2');
  await page.keyboard.press('Space');
  await expect(lesson.tour).toHaveAttribute('data-tour', 'on');
  await lesson.tour.locator('[data-action=next]').click();
  await expect(lesson.tour.locator('.tour')).toHaveAttribute('data-step', '3');
});

test('a tour that was seen to its end counts as done', async ({ page, lesson }) => {
  await lesson.open('one-exchange');
  await lesson.tour.locator('[data-action=start]').click();
  await expect(lesson.tour.locator('.tour')).toBeFocused();
  await page.keyboard.press('End');
  await lesson.untilKept('one-exchange', '"done":true');
  await page.goto('/');
  await expect(page.locator('[data-lesson=who-talks-to-whom]')).toContainText('1 of');
});
