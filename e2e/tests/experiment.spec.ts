// The experiment: predict, send, and see the step tick itself on what was really observed.
import { expect, test } from '../support/test';

test('four steps: predict, send, tick', async ({ page, lesson, watch }) => {
  await lesson.open('first-requests');
  const step = (id: string) => lesson.experiment.step(id);

  await step('see-it').predict('json');
  const hello = page.waitForResponse('**/api/hello');
  await step('see-it').send.click();
  expect((await hello).status()).toBe(200);
  await step('see-it').expectTicked();
  await expect(step('see-it').result).toContainText('It happened as you predicted.');

  await step('get-to-post').predict('not-allowed');
  await step('get-to-post').method.selectOption('POST');
  await step('get-to-post').send.click();
  await step('get-to-post').expectTicked();
  await expect(step('get-to-post').result).toContainText('405 Method Not Allowed');
  await expect(step('get-to-post').result).toContainText(/allow: .*GET/);

  await step('second-route').predict('not-found');
  await step('second-route').send.click();
  await step('second-route').expectTicked();
  await expect(step('second-route').result).toContainText('404 Not Found');

  await step('broken-json').predict('explains');
  await step('broken-json').body.fill('{"name": Alice}');
  await step('broken-json').send.click();
  await step('broken-json').expectTicked();
  await expect(step('broken-json').result).toContainText('400 Bad Request');
  await expect(step('broken-json').result).toContainText('column');

  await expect(lesson.experiment.block).toHaveAttribute('data-done', '4');
  await expect(lesson.experiment.block.getByText('All 4 steps done')).toBeVisible();
  await lesson.untilKept('first-requests', '"done":true');
  expect(watch.errors).toEqual([]);
});

test('nothing is sent before a prediction', async ({ lesson, watch }) => {
  await lesson.open('first-requests');
  const step = lesson.experiment.step('see-it');
  await expect(step.send).toHaveAttribute('aria-disabled', 'true');
  await expect(step.item).toContainText('First say what you expect');
  await step.send.click({ force: true });
  await expect(lesson.announced).toContainText('First say what you expect');
  await step.url.press('Control+Enter');
  await step.predict('json');
  await expect(step.send).toHaveAttribute('aria-disabled', 'false');
  expect(watch.since(0, 'fetch').filter((it) => it.includes('/api/'))).toEqual([]);
  await step.expectTicked(false);
});

test('a wrong prediction is explained beside what happened', async ({ lesson }) => {
  await lesson.open('first-requests');
  const step = lesson.experiment.step('second-route');
  await step.predict('down');
  await step.send.click();
  await step.expectTicked();
  await expect(step.result.locator('.comparison')).toHaveAttribute('data-right', 'false');
  await expect(step.result).toContainText('A surprise: worth more than a lucky guess.');
  await expect(step.result).toContainText('a status code is part of a response, and a server that is down sends none');
  await expect(step.result).toContainText('404 proves that the server is up');
});

test('another request than the one asked for does not tick the step', async ({ lesson }) => {
  await lesson.open('first-requests');
  const step = lesson.experiment.step('get-to-post');
  await step.predict('same');
  await step.send.click();
  await step.expectResult('other-request');
  await expect(step.result).toContainText('a POST request to /api/hello');
  await step.expectTicked(false);
  await step.method.selectOption('POST');
  await step.send.click();
  await step.expectResult('done');
});

test('steps are still ticked after a reload, and a step can be begun again', async ({ lesson }) => {
  await lesson.open('first-requests');
  const step = lesson.experiment.step('see-it');
  await step.predict('page');
  await step.send.click();
  await step.expectTicked();
  await lesson.untilKept('first-requests', 'ticked');
  await lesson.open('first-requests');
  await step.expectTicked();
  await expect(step.item.locator('[data-option=page] input')).toBeChecked();
  await expect(step.result).toContainText('A surprise');
  await step.item.locator('[data-action=reset-step]').click();
  await step.expectTicked(false);
  await expect(step.send).toHaveAttribute('aria-disabled', 'true');
});
