// The same attacks, with the same verdicts, in Firefox: all but those in which engines are alike.
import { expect } from '@playwright/test';
import { attacks, attacksIn, expectedIn, FRAME, sourceOf } from '../attacks/index';
import type { Browser } from 'puppeteer-core';
import { CHALLENGE_DATA, solution, takingPromises } from '../support/content';
import { test as base, type FirefoxChallenge, FirefoxPage } from '../support/firefox';
import { LESSON } from '../support/lesson';
import { expectTold, twoFrames } from '../support/report';
import type { Server } from '../support/server';

interface Workshop {
  tab: FirefoxPage;
  challenge: FirefoxChallenge;
}

/** Opens the lesson at its challenge. */
async function openWorkshop(firefox: Browser, server: Server, asynchronous: boolean): Promise<Workshop> {
  const page = await firefox.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const tab = new FirefoxPage(page);
  if (asynchronous) await tab.change(server.origin + CHALLENGE_DATA, takingPromises);
  await tab.open(server.origin + LESSON);
  return { tab, challenge: await tab.challenge('handle-request') };
}

/** One of each kind, made when it is first needed, is for all the attacks of a worker. */
const test = base.extend<object, { workshops: (asynchronous: boolean) => Promise<Workshop> }>({
  workshops: [
    async ({ firefox, server }, use) => {
      const made = new Map<boolean, Promise<Workshop>>();
      await use(async (asynchronous) => {
        const workshop = made.get(asynchronous) ?? openWorkshop(firefox, server, asynchronous);
        made.set(asynchronous, workshop);
        await (await workshop).tab.page.bringToFront();
        return workshop;
      });
    },
    { scope: 'worker' },
  ],
});

test('what is left out leaves no class of attack without a trial', () => {
  const here = attacksIn('firefox');
  expect(here.length).toBeGreaterThanOrEqual(100);
  expect(new Set(here.map((it) => it.kind))).toEqual(new Set(attacks.map((it) => it.kind)));
});

for (const attack of attacksIn('firefox')) {
  test(`attack: ${attack.file}`, async ({ workshops, server }) => {
    const { tab, challenge } = await workshops(attack.asynchronous ?? false);
    const before = server.log.length;
    const url = tab.page.url();
    // What is left behind is found by a second run of the same code.
    const times = attack.kind === 'poison' ? 2 : 1;
    for (let run = 0; run < times; run += 1) {
      expectTold(await challenge.submit(sourceOf(attack, server.origin), 15_000), expectedIn(attack, 'firefox'));
    }

    expect(tab.page.url(), 'the page is where it was').toBe(url);
    expect(await tab.page.evaluate(twoFrames), 'the page paints').toBeLessThan(FRAME);

    // It takes typing and clicks, too: the next run goes as if nothing had been.
    expectTold(await challenge.submit(solution), { verdict: 'pass' });
    expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
  });
}
