// Memory bombs whose deadline is lifted: the page lives on, and the learner gets a verdict or stops the run.
import { attacks, FRAME, sourceOf } from '../attacks/index';
import { solution } from '../support/content';
import { held, holdableClock, holdClock, watchBomb } from '../support/memory';
import { twoFrames } from '../support/report';
import { expect, test } from '../support/test';

/** Half a gigabyte: what may be left of a bomb once it is over, in bytes. */
const LEFT = 2 ** 29;

for (const file of ['memory-arrays', 'memory-buffers', 'memory-small-objects']) {
  for (const way of ['is stopped', 'gets a verdict'] as const) {
    test(`without a deadline, ${file} ${way}, and the page is alive`, async ({ page, lesson, server }, info) => {
      test.slow();
      await page.addInitScript(holdableClock);
      await lesson.open('handle-request');
      const { challenge } = lesson;
      await challenge.write(sourceOf(attacks.find((it) => it.file === file)!, server.origin));
      const before = held();
      await page.evaluate(holdClock, true);
      await challenge.untilEnded(async () => {
        await challenge.run.click();
        const bang = await watchBomb(before, async () => {
          const began = Date.now(); // the page's own clock stands still
          await page.evaluate(twoFrames);
          expect(Date.now() - began).toBeLessThan(FRAME);
        });
        info.annotations.push({ type: 'bomb', description: `${(bang.peak / 2 ** 20).toFixed(0)} MB, ended by the ${bang.by}` });
        if ((await challenge.report.getAttribute('data-state')) === 'done') return;
        if (way === 'is stopped') await challenge.run.click();
        else await page.evaluate(holdClock, false);
      }, 40_000);
      const reasons = way === 'is stopped' ? ['cancelled', 'memory', 'threw'] : ['memory', 'timeout', 'threw'];
      await challenge.expectVerdict({ verdict: 'error', reasons });
      await page.evaluate(holdClock, false);
      await expect.poll(() => held() - before, { message: 'the memory is given back' }).toBeLessThan(LEFT);
      await challenge.submit(solution, { verdict: 'pass' });
    });
  }
}
