// Code that means harm, run as any learner's: the right verdict in time, the page alive, and the next run clean.
import { attacks, sourceOf } from '../attacks/index';
import { solution } from '../support/content';
import { expect, test } from '../support/test';

/** The longest that a frame of the page may take while or after an attack runs, in milliseconds. */
const FRAME = 2_000;

test('a request that got out would stand in the server’s log', async ({ request, server }) => {
  await request.get('/breach/check');
  await expect.poll(() => server.log).toContain('/breach/check');
});

for (const attack of attacks) {
  test(`attack: ${attack.file}`, async ({ workshop, server }) => {
    const { challenge, page } = workshop;
    const before = server.log.length;
    const url = page.url();
    await challenge.submit(sourceOf(attack, server.origin), attack, 15_000);
    if (attack.symptom) await expect(challenge.explanation.first()).not.toBeEmpty();
    if (attack.line) await expect(challenge.problem.first()).toContainText(`line ${attack.line}`);
    if (attack.logs) await expect(challenge.report.locator('[data-console] li').first()).toBeAttached();

    // The page is where it was, paints, and answers.
    expect(page.url()).toBe(url);
    const frame = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const began = performance.now();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
        }),
    );
    expect(frame).toBeLessThan(FRAME);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.locator('dialog.key-sheet')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog.key-sheet')).toBeHidden();

    await challenge.submit(solution, { verdict: 'pass' });
    expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
  });
}
