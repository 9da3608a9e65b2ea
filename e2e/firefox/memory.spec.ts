// The same memory bombs in Firefox, where a worker shares the page's process.
import { expect } from '@playwright/test';
import { attacks, FRAME, sourceOf } from '../attacks/index';
import { solution } from '../support/content';
import { test } from '../support/firefox';
import { LESSON } from '../support/lesson';
import { held, holdableClock, holdClock, watchBomb } from '../support/memory';
import { expectTold, twoFrames } from '../support/report';

/** Half a gigabyte: what may be left of a bomb once it is over, in bytes. */
const LEFT = 2 ** 29;

for (const file of ['memory-arrays', 'memory-buffers', 'memory-small-objects']) {
  for (const way of ['is stopped', 'gets a verdict'] as const) {
    test(`without a deadline, ${file} ${way}, and the page is alive`, async ({ tab, server }, info) => {
      test.slow();
      const { page } = tab;
      await page.evaluateOnNewDocument(holdableClock);
      await tab.open(server.origin + LESSON);
      const challenge = await tab.challenge('handle-request');
      await challenge.write(sourceOf(attacks.find((it) => it.file === file)!, server.origin));
      const before = held();
      await page.evaluate(holdClock, true);
      const told = await challenge.untilEnded(async () => {
        await challenge.press();
        const bang = await watchBomb(before, async () => {
          const began = Date.now(); // the page's own clock stands still
          await page.evaluate(twoFrames);
          expect(Date.now() - began).toBeLessThan(FRAME);
        });
        info.annotations.push({ type: 'bomb', description: `${(bang.peak / 2 ** 20).toFixed(0)} MB, ended by the ${bang.by}` });
        if (await challenge.isDone()) return;
        if (way === 'is stopped') await challenge.press();
        else await page.evaluate(holdClock, false);
      }, 40_000);
      const reasons = way === 'is stopped' ? ['cancelled', 'memory', 'threw'] : ['memory', 'timeout', 'threw'];
      expectTold(told, { verdict: 'error', reasons });
      await page.evaluate(holdClock, false);
      await expect.poll(() => held() - before, { message: 'the memory is given back', timeout: 20_000 }).toBeLessThan(LEFT);
      expectTold(await challenge.submit(solution), { verdict: 'pass' });
    });
  }
}
