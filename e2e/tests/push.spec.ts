// What the server sends by itself, as a browser takes it: `EventSource` comes again after a cut with the id of the last
// event, and a WebSocket carries messages both ways.
import type { Request } from '@playwright/test';
import { open } from '../support/live';
import { expect, test } from '../support/test';

const withOwnServer = test.extend({ baseURL: async ({ ownServer }, use) => use(ownServer.origin) });

test('an EventSource that is cut off takes up where it was, and stays away once told so', async ({ page }) => {
  await open(page, '/');
  const asked: Request[] = [];
  page.on('request', (it) => {
    if (it.url().includes('/sse?')) asked.push(it);
  });
  const seen = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const ids: string[] = [];
        const source = new EventSource('/sse?count=5&cut=2&delay=0&retry=20');
        source.onmessage = (it) => ids.push(`${it.lastEventId}:${JSON.parse(it.data).id}`);
        source.onerror = () => {
          if (source.readyState === EventSource.CLOSED) resolve(ids);
        };
      }),
  );
  expect(seen).toEqual(['1:1', '2:2', '3:3', '4:4', '5:5']);
  const heads = await Promise.all(asked.map((it) => it.allHeaders()));
  expect(heads.map((it) => it['last-event-id'])).toEqual([undefined, '2', '4', '5']);
});

withOwnServer('an EventSource finds its server again, and hears only what is new', async ({ page, ownServer }) => {
  await open(page, '/');
  await page.evaluate(() => {
    const heard: string[] = [];
    const source = new EventSource('/api/events');
    source.onmessage = (it) => heard.push(JSON.parse(it.data).text);
    Object.assign(window, { heard, source });
  });
  const opened = () => page.waitForFunction(() => (window as unknown as { source: EventSource }).source.readyState === EventSource.OPEN);
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  const publish = (text: string) =>
    page.evaluate(async (text) => {
      const answer = await fetch('/api/events', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text }) });
      return answer.status;
    }, text);
  await opened();
  expect(await publish('before')).toBe(201);
  await expect.poll(heard).toEqual(['before']);
  await ownServer.stop();
  await page.waitForFunction(() => (window as unknown as { source: EventSource }).source.readyState === EventSource.CONNECTING);
  await ownServer.start();
  await opened();
  expect(await publish('after')).toBe(201);
  await expect.poll(heard).toEqual(['before', 'after']);
});

test('a WebSocket carries text and bytes both ways, and its end has a code', async ({ page }) => {
  await open(page, '/');
  const seen = await page.evaluate(
    () =>
      new Promise<{ messages: (string | number[])[]; code: number; clean: boolean }>((resolve) => {
        const messages: (string | number[])[] = [];
        const socket = new WebSocket('/websocket/echo');
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => {
          socket.send('zwölf');
          socket.send(new Uint8Array([0, 255]));
        };
        socket.onmessage = ({ data }) => {
          messages.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
          if (messages.length === 2) socket.close(4000, 'done');
        };
        socket.onclose = ({ code, wasClean }) => resolve({ messages, code, clean: wasClean });
      }),
  );
  expect(seen).toEqual({ messages: ['zwölf', [0, 255]], code: 4000, clean: true });
});
