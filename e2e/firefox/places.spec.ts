// A handful of the attacks on functions of every other kind, with the same verdicts, in Firefox.
import { expect } from '@playwright/test';
import { FRAME } from '../attacks/index';
import { places, sourceAt } from '../attacks/places';
import { test } from '../support/firefox';
import { expectTold, twoFrames } from '../support/report';

for (const place of places) {
  test(`attacks on ${place.id} in ${place.language}`, async ({ tab, server }) => {
    await tab.open(`${server.origin}/challenges/${place.id}/`);
    const challenge = await tab.challenge(place.id);
    if (place.language === 'Python') await (await tab.page.waitForSelector(`#${place.id} input[value=Python]`))?.click();
    const chosen = place.attacks.filter((it) => it.firefox);
    expect(chosen.length).toBeGreaterThanOrEqual(4);
    for (const attack of chosen) {
      const before = server.log.length;
      const times = attack.kind === 'poison' ? 2 : 1;
      for (let run = 0; run < times; run += 1) expectTold(await challenge.submit(sourceAt(place, attack, server.origin), 15_000), attack);
      expect(await tab.page.evaluate(twoFrames), 'the page paints').toBeLessThan(FRAME);
      expectTold(await challenge.submit(place.solution, 15_000), { verdict: 'pass' });
      expect(server.log.slice(before), 'nothing got out').not.toContain('/breach/');
    }
  });
}
