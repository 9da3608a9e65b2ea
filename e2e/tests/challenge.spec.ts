// The challenge: solved in both editors, stopped, reset, kept, with hints and the solution.
import { mutant, solution, starter } from '../support/content';
import { expect, test } from '../support/test';
import { tabTo } from '../support/keyboard';

test('the challenge is solved in CodeMirror', async ({ page, lesson, watch }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await expect(challenge.report).toHaveAttribute('data-state', 'idle');
  await challenge.untilRich();
  await expect(challenge.block.locator('.cm-lineNumbers')).toContainText('1');
  expect((await challenge.text()).trimEnd()).toBe(starter);
  await challenge.submit(solution, { verdict: 'pass' });
  await expect(challenge.report).toContainText('Solved: every test passes');
  await expect(challenge.report.locator('[data-unseen]')).toContainText('60 of 60 tests made for this run passed');
  await expect(challenge.block).toHaveAttribute('data-done', '');
  await expect(lesson.announced).not.toBeEmpty();
  await lesson.untilKept('handle-request', '"done":true');
  await page.goto('/');
  await expect(page.locator('[data-lesson=who-talks-to-whom]')).toContainText('1 of');
  watch.expectSilence();
});

test('the challenge is solved in the textarea where CodeMirror does not come', async ({ page, lesson }) => {
  await page.route('**/editor-*.js', (route) => route.abort());
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await expect(challenge.area).toBeVisible();
  await challenge.area.fill(mutant('wrong-status-created'));
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'fail' });
  await challenge.area.fill(solution);
  await challenge.untilEnded(() => challenge.area.press('Control+Enter'));
  await challenge.expectVerdict({ verdict: 'pass' });
  await expect(challenge.rich).toHaveCount(0);
  await lesson.untilKept('handle-request', '"done":true');
});

test('a case says what was expected beside what came, and what was logged', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const code = 'function handleRequest({ method, path }) {\n  console.log("asked", method, path);\n  return { status: 201, body: "Hello, World!" };\n}';
  await challenge.submit(code, { verdict: 'fail' });
  const wrong = challenge.case('GET /hello');
  await expect(wrong).toHaveAttribute('data-verdict', 'fail');
  await expect(wrong.locator('[data-field=status] [data-expected]')).toContainText('200');
  await expect(wrong.locator('[data-field=status] [data-actual] .differs')).not.toHaveCount(0);
  await expect(wrong.locator('[data-field=status] [data-actual]')).toContainText('201');
  await expect(wrong.locator('[data-field=body]')).toHaveAttribute('data-verdict', 'pass');
  await wrong.locator('[data-console] summary').click();
  await expect(wrong.locator('[data-console] li')).toContainText('asked GET /hello');
  await expect(lesson.announced).toContainText('First failing: GET /hello');
});

test('typing, Tab, undo, Ctrl+Enter, Escape then Tab: the editor by keyboard', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.rich.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('// mine ?i');
  expect(await challenge.text()).toMatch(/\n {2}\/\/ mine \?i$/);
  await expect(page.locator('dialog.key-sheet')).toBeHidden();
  await expect(challenge.rich).toBeFocused();
  for (let presses = 0; presses < 6 && (await challenge.text()).includes('mine'); presses += 1) await page.keyboard.press('Control+z');
  expect(await challenge.text()).not.toContain('mine');

  await challenge.untilEnded(() => page.keyboard.press('Control+Enter'));
  await challenge.expectVerdict({ verdict: 'fail' });

  await challenge.rich.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(challenge.rich).not.toBeFocused();
  await expect(challenge.run).toBeFocused();
});

test('Escape then Tab leads on by keyboard alone, all the way through', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  await lesson.challenge.untilRich();
  await lesson.challenge.rich.focus();
  await page.keyboard.press('Escape');
  await tabTo(page, lesson.challenge.block.locator('[data-action=hint]'), 8);
});

test('what was typed survives a reload', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.write('// half a thought');
  await lesson.untilKept('handle-request', 'half a thought');
  await page.reload();
  await challenge.untilRich();
  await expect(challenge.rich).toContainText('// half a thought');
});

test('what was typed right before the page is left survives, too', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  await lesson.challenge.untilRich();
  await lesson.challenge.write('// just in time');
  await page.reload();
  await lesson.challenge.untilRich();
  await expect(lesson.challenge.rich).toContainText('// just in time');
});

test('reset brings the starter back, undo brings the code back', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.write('// mine');
  await challenge.block.locator('[data-action=reset]').click();
  await expect(challenge.rich).toContainText('Answer the three routes here.');
  await challenge.block.locator('[data-action=undo]').click();
  await expect(challenge.rich).toHaveText('// mine');
});

test('a run is stopped', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  // Slow, but never too slow for one request: the run goes on for seconds.
  await challenge.write("function handleRequest() {\n  const end = Date.now() + 600;\n  while (Date.now() < end);\n  return { status: 404, body: 'Not Found' };\n}");
  await challenge.run.click();
  await expect(challenge.report).toHaveAttribute('data-state', 'running');
  await expect(challenge.run).toHaveText('Stop');
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'error', reasons: ['cancelled'] });
  await challenge.submit(solution, { verdict: 'pass' });
});

test('hints come one at a time, and a report leads to the one that helps', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const hint = challenge.block.locator('[data-hint]');
  await challenge.block.locator('[data-action=hint]').click();
  await expect(hint).toHaveCount(1);
  await expect(hint.first()).toBeFocused();
  await expect(hint.first()).toContainText('Say the rules aloud');
  await challenge.submit(mutant('not-found-for-method'), { verdict: 'fail' });
  await challenge.report.locator('[data-action=go-to-hint]').first().click();
  await expect(hint).toHaveCount(3);
  await expect(hint.nth(2)).toBeFocused();
});

test('the solution opens after three honest tries, and can be taken over', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const state = challenge.block.locator('[data-solution]');
  await expect(state).toHaveAttribute('data-solution', 'closed');
  await challenge.submit(mutant('returns-string'), { verdict: 'error', reasons: ['not-a-response'] });
  // Neither the same again nor code that never ran is a try.
  await challenge.submit(`${mutant('returns-string')}\n\n`, { verdict: 'error', reasons: ['not-a-response'] });
  await challenge.submit(mutant('syntax-error'), { verdict: 'error', reasons: ['load-error'] });
  await expect(state).toHaveAttribute('data-tries', '1');
  await challenge.submit(mutant('query-not-ignored'), { verdict: 'fail' });
  await challenge.submit(mutant('not-found-for-method'), { verdict: 'fail' });
  await expect(state).toHaveAttribute('data-solution', 'offered');
  await challenge.block.locator('[data-action=solution]').click();
  await expect(state).toHaveAttribute('data-solution', 'shown');
  await expect(state).toContainText('A table of routes keeps');
  await challenge.block.locator('[data-action=use-solution]').click();
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'pass' });
});
