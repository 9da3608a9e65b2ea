// Attacks on functions of every other kind: the right verdict in time, the page alive, and the next run clean.
import type { Browser } from '@playwright/test';
import { FRAME } from '../attacks/index';
import { type Place, places, sourceAt } from '../attacks/places';
import { Challenge } from '../support/challenge';
import { open } from '../support/live';
import { twoFrames } from '../support/report';
import type { Server } from '../support/server';
import { expect, test as base } from '../support/test';

async function openAt(browser: Browser, server: Server, place: Place): Promise<Challenge> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, `/challenges/${place.id}/`);
  const challenge = new Challenge(page.locator(`#${place.id}`));
  await challenge.untilRich();
  if (place.language === 'Python') await challenge.block.getByRole('radio', { name: 'Python' }).check();
  return challenge;
}

/** A page of each place, made when it is first needed, is for all the attacks of a worker. */
const test = base.extend<object, { workshops: (place: Place) => Promise<Challenge> }>({
  workshops: [
    async ({ browser, server }, use) => {
      const made = new Map<string, Promise<Challenge>>();
      await use((place) => {
        const workshop = made.get(place.id) ?? openAt(browser, server, place);
        made.set(place.id, workshop);
        return workshop;
      });
      for (const it of made.values()) await (await it).block.page().context().close();
    },
    { scope: 'worker' },
  ],
});

for (const place of places) {
  for (const attack of place.attacks) {
    test(`attack on ${place.id} in ${place.language}: ${attack.file}`, async ({ workshops, server }) => {
      const challenge = await workshops(place);
      const page = challenge.block.page();
      const before = server.log.length;
      const url = page.url();
      // What is left behind is found by a second run of the same code.
      const times = attack.kind === 'poison' ? 2 : 1;
      for (let run = 0; run < times; run += 1) await challenge.submit(sourceAt(place, attack, server.origin), attack, 15_000);

      expect(page.url(), 'the page is where it was').toBe(url);
      expect(await page.evaluate(twoFrames), 'the page paints').toBeLessThan(FRAME);
      await challenge.submit(place.solution, { verdict: 'pass' }, 15_000);
      expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
    });
  }
}
