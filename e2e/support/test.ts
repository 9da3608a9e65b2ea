// What every test begins with: a server, and a page of it. Tests share a server with those before them, for it keeps
// nothing; those that stop it have one of their own, `ownServer`.
import { test as base, type Browser } from '@playwright/test';
import { CHALLENGE_DATA, takingPromises } from './content';
import { Lesson } from './lesson';
import { type Server, serving } from './server';
import { Watch } from './watch';

export { expect } from '@playwright/test';
export type { Locator, Page } from '@playwright/test';

interface Fixtures {
  /** A server of the test's own, which it may stop and start. */
  ownServer: Server;
  /** What the page complains about. */
  watch: Watch;
  /** The first lesson; `open` goes there. */
  lesson: Lesson;
}

interface Shared {
  server: Server;
  /** A lesson that is open at its challenge, for tests that only run code in it: they need no page of their own. */
  workshop: Lesson;
  /** The same where the challenge takes promises of answers, which no written one of this contract does. */
  asyncWorkshop: Lesson;
}

/** A page that is open at the lesson's challenge; the challenge is changed on its way there. */
async function openWorkshop(browser: Browser, server: Server, change?: (json: string) => string): Promise<Lesson> {
  const context = await browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const lesson = new Lesson(await context.newPage());
  if (change) {
    await lesson.page.route(`**${CHALLENGE_DATA}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }
  await lesson.open('handle-request');
  await lesson.challenge.untilRich();
  return lesson;
}

export const test = base.extend<Fixtures, Shared>({
  server: [serving, { scope: 'worker' }],
  workshop: [
    async ({ browser, server }, use) => {
      const lesson = await openWorkshop(browser, server);
      await use(lesson);
      await lesson.page.context().close();
    },
    { scope: 'worker' },
  ],
  asyncWorkshop: [
    async ({ browser, server }, use) => {
      const lesson = await openWorkshop(browser, server, takingPromises);
      await use(lesson);
      await lesson.page.context().close();
    },
    { scope: 'worker' },
  ],
  ownServer: serving,
  baseURL: async ({ server }, use) => use(server.origin),
  watch: async ({ page }, use) => use(new Watch(page)),
  lesson: async ({ page }, use) => use(new Lesson(page)),
});
