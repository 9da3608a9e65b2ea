// What the server's own rules mean in a browser: the policy holds, addresses lead where they should.
import { LESSON } from '../support/lesson';
import { open } from '../support/live';
import { expect, test } from '../support/test';

test('the policy holds: no other origin, no code out of text, no inline script, no inline style', async ({ page, ownServer }) => {
  await open(page, LESSON);
  const found = await page.evaluate(async (other) => {
    const directives: string[] = [];
    addEventListener('securitypolicyviolation', (it) => directives.push(it.effectiveDirective));
    const fetched = await fetch(`${other}/api/hello`, { mode: 'no-cors' }).then(() => 'reached', () => 'refused');
    // A debugger may evaluate text where it calls into the page, but not in what the page does by itself.
    const ran = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return "ran"')());
        } catch {
          resolve('refused');
        }
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const element = document.createElement('div');
    element.setAttribute('style', 'color: rgb(1, 2, 3)');
    document.body.append(element);
    const colour = getComputedStyle(element).color;
    const image = await new Promise<string>((resolve) => {
      const it = new Image();
      it.onload = () => resolve('loaded');
      it.onerror = () => resolve('refused');
      it.src = `${other}/favicon.svg`;
    });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return { fetched, ran, inline: 'inlineRan' in window, colour, image, directives: [...new Set(directives)].sort() };
  }, ownServer.origin);
  expect(found).toMatchObject({ fetched: 'refused', ran: 'refused', inline: false, image: 'refused' });
  expect(found.colour).not.toBe('rgb(1, 2, 3)');
  expect(found.directives).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem', 'style-src-attr']));
  expect(ownServer.log, 'nothing reached the other server').not.toContain('/api/hello');
});

test('learner code runs in an origin of its own that may reach nothing', async ({ page, lesson }) => {
  const answered = page.waitForResponse('**/sandbox.html');
  await lesson.open('handle-request');
  const policy = (await (await answered).headersArray()).find((it) => it.name.toLowerCase() === 'content-security-policy')?.value ?? '';
  expect(policy).toMatch(/^sandbox allow-scripts;/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toContain('allow-same-origin');
  const element = page.locator('iframe[src="/sandbox.html"]');
  await expect(element).toHaveAttribute('sandbox', 'allow-scripts');
  const frame = await (await element.elementHandle())!.contentFrame();
  await frame!.waitForURL('**/sandbox.html');
  expect(await frame!.evaluate(() => origin)).toBe('null');
});

test('an API’s address in the address bar shows what the API answers', async ({ page, watch }) => {
  const response = await page.goto('/api/hello');
  expect(response?.status()).toBe(200);
  expect(response?.headers()['content-type']).toContain('application/json');
  await expect(page.locator('body')).toContainText('message');
  watch.expectSilence();
  const missing = await page.goto('/api/nobody-home');
  expect(missing?.status()).toBe(404);
  expect(missing?.headers()['content-type']).toContain('application/problem+json');
});

test('an unknown address is answered with the page that says so, and status 404', async ({ page }) => {
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
  await page.getByRole('link', { name: 'To the course' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('making them talk');
});

test('a lesson’s address without its slash leads to the one with it', async ({ page, request }) => {
  const redirect = await request.get(LESSON.slice(0, -1), { maxRedirects: 0 });
  expect(redirect.status()).toBe(308);
  expect(redirect.headers()['location']).toBe(LESSON);
  await page.goto(LESSON.slice(0, -1));
  await expect(page).toHaveURL(LESSON);
  const lost = await page.goto('/learn/no-such-lesson/');
  expect(lost?.status()).toBe(404);
});

test('pages come compressed, checked again each time; named code is kept for ever', async ({ page }) => {
  const seen = new Map<string, { encoding?: string; caching?: string }>();
  page.on('response', (it) => {
    const { pathname } = new URL(it.url());
    seen.set(pathname, { encoding: it.headers()['content-encoding'], caching: it.headers()['cache-control'] });
  });
  await open(page, LESSON);
  expect(seen.get(LESSON)?.encoding).toBe('br');
  expect(seen.get(LESSON)?.caching).not.toContain('immutable');
  const wasm = [...seen.entries()].find(([path]) => path.endsWith('.wasm'))!;
  expect(wasm[1].encoding).toBe('br');
  expect(wasm[1].caching).toContain('immutable');
});
