// The same attacks, with the same verdicts, in Firefox.
import { expect } from '@playwright/test';
import { attacks, expectedIn, FRAME, sourceOf } from '../attacks/index';
import { solution } from '../support/content';
import { test as base, type FirefoxChallenge, FirefoxPage } from '../support/firefox';
import { LESSON } from '../support/lesson';
import { expectTold } from '../support/report';

/** A lesson that is open at its challenge, for all the attacks of a worker. */
const test = base.extend<object, { workshop: { tab: FirefoxPage; challenge: FirefoxChallenge } }>({
  workshop: [
    async ({ firefox, server }, use) => {
      const page = await firefox.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      const tab = new FirefoxPage(page);
      await tab.open(server.origin + LESSON);
      await use({ tab, challenge: await tab.challenge('handle-request') });
      await page.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

for (const attack of attacks) {
  test(`attack: ${attack.file}`, async ({ workshop, server }) => {
    const { tab, challenge } = workshop;
    const before = server.log.length;
    const url = tab.page.url();
    expectTold(await challenge.submit(sourceOf(attack, server.origin), 15_000), expectedIn(attack, 'firefox'));

    expect(tab.page.url(), 'the page is where it was').toBe(url);
    expect(await tab.answers(), 'the page paints').toBeLessThan(FRAME);

    expectTold(await challenge.submit(solution), { verdict: 'pass' });
    expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
  });
}
