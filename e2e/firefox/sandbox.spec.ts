// The boundary around learner code, each layer by itself, in Firefox.
import { expect } from '@playwright/test';
import { test } from '../support/firefox';
import { namesAsked, namesSaid, reachOut, reachOutOfWorker, speak, strayNames } from '../support/sandbox';

test('a frame that has the host’s own origin starts nothing', async ({ tab, server }) => {
  const { page } = tab;
  await page.setRequestInterception(true);
  page.on('request', async (request) => {
    if (!request.url().endsWith('/sandbox.html')) return request.continue();
    const answer = await fetch(`${server.origin}/sandbox.html`);
    await request.respond({ status: 200, contentType: 'text/html', body: await answer.text() });
  });
  await tab.open(`${server.origin}/`);
  const locked = await page.evaluate(speak, { locked: true, line: namesAsked.grade });
  expect(locked).toMatchObject({ hello: true, obeys: true });
  expect(await page.evaluate(speak, { locked: false, line: namesAsked.grade })).toEqual({ hello: false, obeys: false, lines: [] });
});

test('the globals that code finds are those of the list and no others', async ({ tab, server }) => {
  await tab.open(`${server.origin}/`);
  for (const kind of ['grade', 'client', 'snippet'] as const) {
    const { lines } = await tab.page.evaluate(speak, { locked: true, line: namesAsked[kind] });
    expect(lines[0], 'nothing would not go').toBe('["ready",[]]');
    expect(strayNames(kind, namesSaid(lines)), kind).toEqual({ more: [], missing: [] });
  }
});

test('the frame and a worker without the agent reach nothing, by policy and origin alone', async ({ tab, server }) => {
  await tab.open(`${server.origin}/challenges/handle-request/`);
  await tab.challenge('handle-request');
  const frame = tab.page.frames().find((it) => it.url().endsWith('/sandbox.html'));
  if (!frame) throw new Error('the page has no frame');
  const before = server.log.length;
  expect(await frame.evaluate(reachOut, server.origin)).toMatchObject({ reached: [], refused: expect.arrayContaining(['connect-src', 'img-src']) });
  expect(await frame.evaluate(reachOutOfWorker, [reachOut.toString(), server.origin] as [string, string])).toMatchObject({ reached: [] });
  expect(server.log.slice(before)).not.toMatch(/breach|\/api\/ws/);
});
