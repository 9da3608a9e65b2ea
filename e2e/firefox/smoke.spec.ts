// One way through the site in Firefox: home, the lesson, the challenge solved, its own page; and nothing to complain about.
import { expect } from '@playwright/test';
import { challenges, solution } from '../support/content';
import { test } from '../support/firefox';
import { expectTold } from '../support/report';

test('from home to a solved challenge, without a word on the console', async ({ tab, server }) => {
  const { page } = tab;
  await tab.open(`${server.origin}/`);
  await page.locator('a[href="/learn/who-talks-to-whom/"]').click();
  await page.waitForFunction(() => location.pathname === '/learn/who-talks-to-whom/');
  const challenge = await tab.challenge('handle-request');
  expectTold(await challenge.submit('function handleRequest(request) {\n  // two\n  return request.nothing.here;\n}'), {
    verdict: 'error',
    reasons: ['threw'],
    symptom: 'threw',
    line: 3,
  });
  expectTold(await challenge.submit(solution), { verdict: 'pass' });
  await page.waitForSelector('#handle-request[data-done]');
  // What was solved is kept: the home page knows it after a reload.
  await tab.open(`${server.origin}/`);
  await page.waitForFunction(() => document.querySelector('[data-lesson=who-talks-to-whom]')?.textContent?.includes('1 of'));
  expect(tab.complaints, 'the console is empty').toEqual([]);
});

test('Python runs here, too: told of, stopped, solved', async ({ tab, server }) => {
  await tab.open(`${server.origin}/challenges/handle-request/`);
  const challenge = await tab.challenge('handle-request');
  await (await tab.page.waitForSelector('#handle-request input[value=Python]'))?.click();
  expectTold(await challenge.submit('def handle_request(request):\n    return request["nope"]'), { verdict: 'error', reasons: ['threw'], line: 2 });
  expectTold(await challenge.submit('def handle_request(request):\n    while True:\n        pass'), { verdict: 'error', reasons: ['timeout'] });
  const { python } = challenges().find((it) => it.id === 'handle-request')!;
  expectTold(await challenge.submit(python!.solution), { verdict: 'pass' });
  expect(tab.complaints, 'the console is empty').toEqual([]);
});
