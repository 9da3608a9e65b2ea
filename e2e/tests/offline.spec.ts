// The server goes away while somebody learns: the page says so, loses nothing, and goes on when it is back.
import { solution } from '../support/content';
import { LESSON } from '../support/lesson';
import { open, partOf, untilAllLive } from '../support/live';
import { expect, test as base } from '../support/test';

const test = base.extend({ baseURL: async ({ ownServer }, use) => use(ownServer.origin) });

test('a snippet without a server: a clear message, and the same run once it is back', async ({ lesson, ownServer }) => {
  await lesson.open('greeting');
  const field = lesson.greeting.locator('textarea');
  const mine = (await field.inputValue()).replace('"Alice"', '"Bob"');
  await field.fill(mine);
  await ownServer.stop();
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.notice.bad')).toContainText('No response arrived, so there is no status code. Most likely the companion server is stopped');
  await expect(lesson.greeting.locator('.exchange-chip')).toContainText('no response');
  await expect(field).toHaveValue(mine);
  await ownServer.start();
  await lesson.greeting.locator('[data-action=run]').click();
  await expect(lesson.greeting.locator('.snippet-log li')).toHaveText('200 Hello, Bob!');
});

test('an experiment without a server: the prediction and the request stay', async ({ lesson, ownServer }) => {
  await lesson.open('first-requests');
  const step = lesson.experiment.step('broken-json');
  await step.predict('explains');
  await step.body.fill('{"name": Alice}');
  await ownServer.stop();
  await step.send.click();
  await expect(step.result).toContainText('Most likely the companion server is stopped');
  await step.expectTicked(false);
  await expect(step.body).toHaveValue('{"name": Alice}');
  await ownServer.start();
  await step.send.click();
  await step.expectTicked();
});

test('a request that nobody answers is in the exchange list, without a status', async ({ page, lesson, ownServer }) => {
  await lesson.open('first-requests');
  await page.keyboard.press('i');
  await lesson.inspector.locator('[data-action=compose]').click();
  const builder = lesson.inspector.locator('form');
  await builder.locator('input[name=url]').fill('/api/time');
  await ownServer.stop();
  await builder.locator('[data-action=send]').click();
  const row = lesson.inspector.locator('.exchange-list tbody tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('no response');
  await expect(lesson.inspector).toContainText('there is no status code');
  await ownServer.start();
  await lesson.inspector.locator('[data-action=compose]').click();
  await expect(builder.locator('input[name=url]')).toHaveValue('/api/time');
  await builder.locator('[data-action=send]').click();
  await expect(row).toHaveCount(2);
  await expect(row.last()).toContainText('200');
});

test('the code of the exchange list comes only when it is opened, and a failure says so', async ({ page, lesson, ownServer }) => {
  await open(page, '/');
  await expect(lesson.inspector).toBeVisible();
  await ownServer.stop();
  await page.keyboard.press('i');
  const notice = lesson.inspector.getByRole('alert');
  await expect(notice).toContainText('This part could not be loaded');
  await ownServer.start();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(lesson.inspector.locator('.exchange-empty')).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('trying one part again tries all that failed', async ({ page, lesson, ownServer }) => {
  await open(page, '/');
  await untilAllLive(page);
  await ownServer.stop();
  await page.keyboard.press('?');
  const sheet = page.locator('#keys');
  await expect(sheet.getByRole('alert')).toContainText('This part could not be loaded');
  await page.keyboard.press('i');
  const notice = lesson.inspector.getByRole('alert');
  await expect(notice).toContainText('This part could not be loaded');
  await ownServer.start();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(lesson.inspector.locator('.exchange-empty')).toBeVisible();
  await expect(sheet.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a part that was still to come says so and is fetched again', async ({ lesson, ownServer }) => {
  await lesson.open();
  await expect(lesson.inspector).toBeVisible();
  const slot = partOf(lesson.challenge.block);
  await expect(slot).not.toHaveAttribute('data-live');
  await ownServer.stop();
  await slot.scrollIntoViewIfNeeded();
  // Its neighbours may say the same, each beside itself.
  const notice = slot.locator('xpath=following-sibling::*[1][@role="alert"]');
  await expect(notice).toContainText('This part could not be loaded');
  await expect(notice).toContainText('What you did so far is kept');
  await expect(lesson.challenge.area).toBeVisible();
  await lesson.challenge.area.fill('// written while the server was away');
  await ownServer.start();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(slot).toHaveAttribute('data-live');
  await expect(notice).toHaveCount(0);
  await lesson.challenge.untilRich();
  await expect(lesson.challenge.rich).toHaveText('// written while the server was away');
  await lesson.challenge.submit(solution, { verdict: 'pass' });
});

test('code is judged without a server once its tests have arrived', async ({ lesson, ownServer }) => {
  await lesson.open('handle-request');
  await lesson.challenge.submit(solution, { verdict: 'pass' });
  await ownServer.stop();
  await lesson.challenge.submit('function handleRequest() { return "no"; }', { verdict: 'error', reasons: ['not-a-response'] });
  await lesson.challenge.submit(solution, { verdict: 'pass' });
});

for (const [what, from] of [['neither its code nor its content', LESSON], ['not its content', '/settings/']] as const) {
  test(`a page that cannot be had offers to try again: ${what}`, async ({ page, ownServer }) => {
    await open(page, from);
    if (from !== LESSON) await untilAllLive(page);
    await ownServer.stop();
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Glossary' }).click();
    // The exchange list may have been on its way, and says so for itself.
    const notice = page.locator('#main').getByRole('alert');
    await expect(notice).toContainText('server may be stopped');
    await ownServer.start();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('dt#status-code')).toBeVisible();
  });
}
