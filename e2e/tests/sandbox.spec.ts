// The boundary around learner code, each layer by itself: the frame's own origin, its policy, what a worker has, and what
// the page believes of whom.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from '@playwright/test';
import { Challenge } from '../support/challenge';
import { solution } from '../support/content';
import { open } from '../support/live';
import { namesAsked, namesSaid, reachOut, reachOutOfWorker, speak, strayNames } from '../support/sandbox';
import { expect, test } from '../support/test';

const FRAME = '**/sandbox.html';

/** Serves the frame as a file host does: without a header field that says what it may do. */
function withoutHeaders(page: Page, change = (html: string) => html): Promise<void> {
  return page.route(FRAME, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ status: 200, contentType: 'text/html', body: change(await response.text()) });
  });
}

/** The frame that the page has made. */
async function frameOf(page: Page): Promise<Frame> {
  const element = page.locator('iframe[src="/sandbox.html"]');
  const frame = await (await element.elementHandle())!.contentFrame();
  await frame!.waitForURL(FRAME);
  return frame!;
}

test('a frame that has the host’s own origin starts nothing', async ({ page }) => {
  await withoutHeaders(page);
  await open(page, '/');
  const line = namesAsked.grade;
  // With the attribute the policy in the document is enough.
  const locked = await page.evaluate(speak, { locked: true, line });
  expect(locked).toMatchObject({ hello: true, obeys: true });
  expect(locked.lines.at(-1)).toBe('["end"]');
  expect(await page.evaluate(speak, { locked: false, line })).toEqual({ hello: false, obeys: false, lines: [] });
});

test('a page whose frame has its own origin says that code cannot be run', async ({ page }) => {
  await page.addInitScript(() => {
    const set = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) {
      if (name !== 'sandbox') set.call(this, name, value);
    };
  });
  // Not even a frame that says it is there is believed.
  await page.route(FRAME, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Forged</title>' }));
  await open(page, '/challenges/handle-request/');
  const frame = await frameOf(page);
  expect(await frame.evaluate(() => origin)).not.toBe('null');
  await frame.evaluate(() => {
    Object.assign(window, { handed: 0 });
    addEventListener('message', () => ((window as unknown as { handed: number }).handed += 1));
    parent.postMessage('sandbox-ready', '*');
  });
  const challenge = new Challenge(page.locator('#handle-request'));
  await challenge.submit(solution, { verdict: 'error', reasons: ['unavailable'] }, 15_000);
  await expect(challenge.report).toContainText('could not be run');
  if (!frame.isDetached()) expect(await frame.evaluate(() => (window as unknown as { handed: number }).handed)).toBe(0);
});

test('the page hands its port to its own frame alone, whoever says that it is there', async ({ page }) => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route(FRAME, async (route) => {
    await gate;
    await route.continue();
  });
  await open(page, '/challenges/handle-request/');
  await expect(page.locator('iframe[src="/sandbox.html"]')).toBeAttached();
  // From the page itself, and from a frame beside it whose origin is opaque, too.
  await page.evaluate(async () => {
    postMessage('sandbox-ready', '*');
    const sibling = document.createElement('iframe');
    sibling.setAttribute('sandbox', 'allow-scripts');
    sibling.id = 'sibling';
    document.body.append(sibling);
    await new Promise((resolve) => setTimeout(resolve)); // what was sent has arrived
  });
  const sibling = await (await page.locator('#sibling').elementHandle())!.contentFrame();
  const heard = page.evaluate(() => new Promise((resolve) => addEventListener('message', (it) => resolve(it.origin), { once: true })));
  await sibling!.evaluate(() => parent.postMessage('sandbox-ready', '*'));
  expect(await heard).toBe('null');
  release();
  const challenge = new Challenge(page.locator('#handle-request'));
  await challenge.submit(solution, { verdict: 'pass' });
});

test('a hang takes its frame with it, and no worker runs twice', async ({ page }) => {
  await page.addInitScript(() => {
    const ports: MessagePort[] = [];
    const runs: number[] = [];
    Object.assign(window, { runs });
    const send = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...all: [unknown]) {
      if (String(all[0]).startsWith('["grade"')) {
        if (!ports.includes(this)) ports.push(this);
        runs.push(ports.indexOf(this));
      }
      return send.apply(this, all);
    };
  });
  await open(page, '/challenges/handle-request/');
  const challenge = new Challenge(page.locator('#handle-request'));
  await challenge.submit(solution, { verdict: 'pass' });
  await challenge.submit(solution, { verdict: 'pass' });
  const first = await page.locator('iframe[src="/sandbox.html"]').elementHandle();
  await challenge.submit('function handleRequest() { for (;;); }', { verdict: 'error', reasons: ['timeout'] });
  expect(await first!.evaluate((it) => it.isConnected), 'the frame is gone').toBe(false);
  await challenge.submit(solution, { verdict: 'pass' });
  await expect(page.locator('iframe[src="/sandbox.html"]')).toHaveCount(1);
  const runs = await page.evaluate(() => (window as unknown as { runs: number[] }).runs);
  expect(runs.length).toBeGreaterThanOrEqual(4);
  expect(new Set(runs).size, 'every run has a worker of its own').toBe(runs.length);
});

for (const kind of ['grade', 'client', 'snippet'] as const) {
  test(`the globals of a ${kind} are those of the list and no others`, async ({ page }) => {
    await open(page, '/');
    const { lines } = await page.evaluate(speak, { locked: true, line: namesAsked[kind] });
    expect(lines[0], 'nothing would not go').toBe('["ready",[]]');
    expect(strayNames(kind, namesSaid(lines))).toEqual({ more: [], missing: [] });
  });
}

test('nothing would not go where Python runs', async ({ page }) => {
  const fetched = (name: string) => page.waitForResponse((it) => it.url().endsWith(name));
  const files = Promise.all([fetched('/python.js'), fetched('/python.wasm')]);
  await open(page, '/challenges/handle-request/');
  const challenge = new Challenge(page.locator('#handle-request'));
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'Python' }).check();
  const [script, program] = (await files).map((it) => it.url());
  const line = JSON.stringify(['grade', 'def handle_request(request):\n    return 1', 'handle_request', false, [[[{}, 0]]], false]);
  const { lines } = await page.evaluate(speak, { locked: true, line, python: [script!, program!] });
  expect(lines[0]).toBe('["ready",[]]');
  expect(lines.at(-1)).toBe('["end"]');
});

test('the frame and a worker without the agent reach nothing, by policy and origin alone', async ({ page, server }) => {
  await open(page, '/challenges/handle-request/');
  const frame = await frameOf(page);
  const before = server.log.length;
  expect(await frame.evaluate(reachOut, server.origin)).toEqual({
    reached: [],
    refused: ['connect-src', 'img-src', 'script-src-elem'],
  });
  expect(await frame.evaluate(reachOutOfWorker, [reachOut.toString(), server.origin] as [string, string])).toMatchObject({
    reached: [],
    refused: expect.arrayContaining(['connect-src']),
  });
  expect(server.log.slice(before)).not.toMatch(/breach|\/api\/ws/);
});

test('without the policy requests get out of such a frame, and still nothing is kept', async ({ page }) => {
  // A server that sends no policy: what is tried above can be seen where nothing forbids it.
  const asked: string[] = [];
  const bare = createServer((request, response) => {
    asked.push(request.url ?? '');
    const html = request.url === '/' ? '<iframe sandbox="allow-scripts" src="/frame"></iframe>' : '';
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Bare</title>${html}`);
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  await page.goto(`${origin}/`);
  const frame = page.frames().find((it) => it.url().endsWith('/frame'))!;
  expect(await frame.evaluate(() => window.origin)).toBe('null');
  const { reached, refused } = await frame.evaluate(reachOut, origin);
  await new Promise((resolve) => (bare.close(resolve), bare.closeAllConnections()));
  expect(refused).toEqual([]);
  for (const it of ['fetch', 'xhr', 'events', 'image']) expect(asked).toContain(`/breach/boundary-${it}`);
  for (const it of ['indexedDB', 'caches', 'localStorage']) expect(reached).not.toContain(it);
});
