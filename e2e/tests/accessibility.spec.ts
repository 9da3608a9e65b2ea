// WCAG 2.2 AA as far as a machine can check it: every page, light and dark, on a phone and on a desk, in every state
// that a learner brings it into. And nothing is wider than the window.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { RunOptions } from 'axe-core';
import { mutant, solution } from '../support/content';
import { Lesson } from '../support/lesson';
import { open, untilAllLive, untilPartLive } from '../support/live';
import { expect, test } from '../support/test';

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  // The sandbox's frame holds nothing to see.
  iframes: false,
};

/** Nothing that axe finds, said in a form that says where. */
async function expectAccessible(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options(OPTIONS).analyze();
  const found = violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
  expect(found, state).toEqual([]);
  const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  expect(wide, `${state}: the page is no wider than the window`).toBeLessThanOrEqual(room);
}

async function answerWrong(lesson: Lesson): Promise<void> {
  await untilPartLive(lesson.quiz.block);
  await lesson.quiz.question('what-404-says').choose('The server with the pictures is down');
  await lesson.quiz.question('what-404-says').check();
  await lesson.quiz.question('what-404-says').expectVerdict('wrong');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.quiz.question('in-order').check();
  const sorting = lesson.compare('client-or-server');
  await untilPartLive(sorting);
  for (const item of await sorting.locator('[data-item]').all()) await item.getByRole('radio').first().check();
  await sorting.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(sorting).toHaveAttribute('data-verdict', 'wrong');
}

async function sendSomething(lesson: Lesson): Promise<void> {
  await untilPartLive(lesson.greeting);
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting).toHaveAttribute('data-state', 'done');
  await untilPartLive(lesson.experiment.block);
  const step = lesson.experiment.step('second-route');
  await step.predict('down');
  await step.send.click();
  await step.expectTicked();
  await untilPartLive(lesson.tour);
  await lesson.tour.locator('[data-action=start]').click();
  await lesson.tour.locator('[data-action=next]').click();
  await expect(lesson.tour.locator('.tour')).toHaveAttribute('data-step', '2');
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test('home, glossary, settings and not found are accessible', async ({ page }) => {
        test.slow();
        for (const path of ['/', '/challenges/', '/challenges/book-shelf/', '/glossary/', '/settings/', '/no/such/page']) {
          await open(page, path);
          await untilAllLive(page);
          await expectAccessible(page, path);
        }
        await open(page, '/settings/');
        await page.getByRole('button', { name: 'Reset…' }).click();
        await page.getByRole('button', { name: 'Delete all progress' }).click();
        await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
        await expectAccessible(page, 'settings after a reset, with the sheet of keys');
      });

      test('the lesson is accessible before and while it is worked through', async ({ page, lesson }) => {
        test.slow();
        await lesson.open();
        await untilAllLive(page);
        await lesson.challenge.untilRich();
        await expectAccessible(page, 'all parts live');
        await sendSomething(lesson);
        await answerWrong(lesson);
        await lesson.challenge.submit(mutant('query-not-ignored'), { verdict: 'fail' });
        await lesson.challenge.block.locator('[data-action=hint]').click();
        for (const fold of await lesson.challenge.report.locator('details:not([open]) > summary').all()) if (await fold.isVisible()) await fold.click();
        await expectAccessible(page, 'tour running, answers wrong, challenge failed');
        await lesson.challenge.submit(solution, { verdict: 'pass' });
        await expectAccessible(page, 'challenge passed');
      });

      test('the exchange list, the request builder, term cards and pop-overs are accessible', async ({ page, lesson }) => {
        test.slow();
        await lesson.open('greeting');
        await lesson.greeting.locator('[data-action=run]').click();
        await lesson.greeting.locator('.exchange-chip').click();
        await expect(lesson.inspector.locator('.exchange-details')).toBeVisible();
        await expectAccessible(page, 'an exchange with its details');
        await lesson.inspector.locator('[data-action=compose]').click();
        await lesson.inspector.locator('input[name=url]').fill('http://elsewhere.example/');
        await expect(lesson.inspector.locator('[data-blocks=true]')).toBeVisible();
        await expectAccessible(page, 'the request builder refuses');
        await lesson.inspector.locator('[data-action=toggle-inspector]').click();
        const cards = page.locator('.block-terms');
        await untilPartLive(cards);
        await cards.locator('[data-action=cards]').click();
        await cards.locator('[data-action=flip]').click();
        const link = page.locator('.prose a.term[data-term=client]').first();
        await link.scrollIntoViewIfNeeded();
        await link.click();
        await expect(page.locator('.term-pop')).toBeVisible();
        await expectAccessible(page, 'term cards and a pop-over');
      });
    });
  }
}
