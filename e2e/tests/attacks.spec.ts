// Code that means harm, run as any learner's: the right verdict in time, the page alive, and the next run clean.
import { attacksIn, expectedIn, FRAME, sourceOf } from '../attacks/index';
import { solution } from '../support/content';
import { twoFrames } from '../support/report';
import { expect, test } from '../support/test';

test('a request that got out would stand in the server’s log', async ({ request, server }) => {
  await request.get('/breach/check');
  await expect.poll(() => server.log).toContain('/breach/check');
});

for (const attack of attacksIn('chromium')) {
  test(`attack: ${attack.file}`, async ({ workshop, asyncWorkshop, server }) => {
    const { challenge, page } = attack.asynchronous ? asyncWorkshop : workshop;
    const before = server.log.length;
    const url = page.url();
    // What is left behind is found by a second run of the same code.
    const times = attack.kind === 'poison' ? 2 : 1;
    for (let run = 0; run < times; run += 1) {
      await challenge.submit(sourceOf(attack, server.origin), expectedIn(attack, 'chromium'), 15_000);
    }

    // The page is where it was, paints, and answers.
    expect(page.url()).toBe(url);
    expect(await page.evaluate(twoFrames)).toBeLessThan(FRAME);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await expect(page.locator('dialog.key-sheet')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog.key-sheet')).toBeHidden();

    await challenge.submit(solution, { verdict: 'pass' });
    expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
  });
}
