// The editor and what is around it: problems in the gutter, proposals, formatting, sizes and layouts.
import { Challenge } from '../support/challenge';
import { tabTo } from '../support/keyboard';
import { open, untilPartLive } from '../support/live';
import { type Locator, type Page, expect, test } from '../support/test';

/** A challenge on a page of its own, with its editor there. */
async function openChallenge(page: Page, id: string): Promise<Challenge> {
  await open(page, `/challenges/${id}/`);
  await untilPartLive(page.locator(`#${id}`));
  const challenge = new Challenge(page.locator(`#${id}`));
  await challenge.untilRich();
  return challenge;
}

/** Puts code into the editor with the cursor where `¦` stands in it. */
async function place(challenge: Challenge, marked: string): Promise<void> {
  const [before, after] = marked.split('¦') as [string, string];
  await challenge.write(before + after);
  for (const _ of after) await challenge.block.page().keyboard.press('ArrowLeft');
}

const proposals = (challenge: Challenge): Locator => challenge.block.getByRole('listbox', { name: 'Completions' });
const labels = (challenge: Challenge): Locator => proposals(challenge).locator('.cm-completionLabel');
const marker = (challenge: Challenge): Locator => challenge.block.locator('.cm-lint-marker-error');
const message = (challenge: Challenge): Locator => challenge.block.locator('.problem-message');

/** Types as a learner does, after the list of proposals has been told of the contract. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 20 });
}

/** Takes what is proposed. The editor ignores the key while the list has only just come up, and shows nothing of that. */
async function accept(page: Page): Promise<void> {
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
}

/** Opens the page with the guide of its contract there. */
async function openTaught(page: Page, id: string): Promise<Challenge> {
  const guide = page.waitForResponse('**/content/contracts/*.json');
  const challenge = await openChallenge(page, id);
  await (await guide).finished();
  return challenge;
}

const BROKEN = 'function handleRequest(request) {\n  const x = 1;\n  return { status: 200 body: "Hello" };\n}';
const THROWS = 'function handleRequest(request) {\n  const x = 1;\n  return request.nobody.length;\n}';

test('a syntax error is marked in the gutter, with its message, until its line is changed', async ({ page, watch }) => {
  const challenge = await openChallenge(page, 'handle-request');
  await challenge.submit(BROKEN, { verdict: 'error', reasons: ['load-error'] });
  await expect(marker(challenge)).toHaveCount(1);
  await expect(message(challenge)).toContainText('SyntaxError');
  await expect(challenge.block.locator('.problem-line')).toHaveText('  return { status: 200 body: "Hello" };');
  await marker(challenge).hover();
  await expect(challenge.block.locator('.cm-tooltip-lint')).toContainText('SyntaxError');

  // Another line may change, and the mark moves with its own.
  await challenge.rich.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Enter');
  await expect(marker(challenge)).toHaveCount(1);
  await expect(challenge.block.locator('.problem-line')).toHaveText('  return { status: 200 body: "Hello" };');

  // By keyboard: F8 leads there, and what is typed there takes the mark away.
  await page.keyboard.press('F8');
  await expect(challenge.block.locator('.cm-announced')).toContainText('Line 4: SyntaxError');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(',');
  await expect(marker(challenge)).toHaveCount(0);
  await expect(message(challenge)).toHaveCount(0);
  await challenge.untilEnded(() => page.keyboard.press('Control+Enter'));
  await challenge.expectVerdict({ verdict: 'fail' });
  watch.expectSilence();
});

test('the line that threw is marked, and the list of problems leads there', async ({ page }) => {
  const challenge = await openChallenge(page, 'handle-request');
  await challenge.submit(THROWS, { verdict: 'error', reasons: ['threw'] });
  await expect(challenge.block.locator('.problem-line')).toHaveText('  return request.nobody.length;');
  await expect(message(challenge)).toContainText('TypeError');
  await challenge.rich.focus();
  await page.keyboard.press('Alt+F8');
  const list = challenge.block.getByRole('listbox', { name: 'Problems' });
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(list.getByRole('option')).toContainText('TypeError');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  // The next run clears what the last one marked.
  await challenge.submit('function handleRequest() {\n  return { status: 404, body: "" };\n}', { verdict: 'fail' });
  await expect(marker(challenge)).toHaveCount(0);
});

test('what the contract gives is proposed, each with a line about it', async ({ page, watch }) => {
  const challenge = await openTaught(page, 'like-once');
  await place(challenge, 'function handleRequest(request, { store }) {\n  ¦\n}');
  await type(page, 'request.');
  await expect(labels(challenge)).toHaveText(['method', 'path', 'query', 'headers', 'body']);
  await expect(challenge.block.locator('.cm-completionInfo')).toContainText('What the client wants done');
  await type(page, 'he');
  await expect(labels(challenge)).toHaveText(['headers']);
  await accept(page);
  await type(page, "['ide");
  await expect(labels(challenge).first()).toHaveText('idempotency-key');
  await accept(page);
  await expect(challenge.block.locator('.cm-line').nth(1)).toHaveText("  request.headers['idempotency-key']");
  await place(challenge, 'function handleRequest(request, { store }) {\n  ¦\n}');
  await type(page, 'sto');
  await expect(labels(challenge)).toHaveText(['store']);
  await expect(challenge.block.locator('.cm-completionInfo')).toContainText('A Map that keeps what you put in');
  await accept(page);
  await type(page, '.');
  await expect(labels(challenge).first()).toHaveText('get');
  watch.expectSilence();
});

test('status codes and methods are proposed with what they mean, and Escape twice over leaves', async ({ page }) => {
  const challenge = await openTaught(page, 'handle-request');
  await place(challenge, 'function handleRequest({ method, path }) {\n  return { ¦ };\n}');
  await type(page, 'sta');
  await expect(labels(challenge)).toHaveText(['status']);
  await accept(page);
  await type(page, ': 405');
  await expect(labels(challenge)).toHaveText(['405']);
  await expect(proposals(challenge)).toContainText('Method Not Allowed');
  await expect(challenge.block.locator('.cm-completionInfo')).toContainText('The URL exists, but not for this method');
  await page.keyboard.press('Escape');
  await expect(proposals(challenge)).toHaveCount(0);
  await place(challenge, 'function handleRequest({ method, path }) {\n  if (method === ¦) {}\n}');
  await type(page, "'P");
  await expect(labels(challenge)).toContainText(['POST', 'PUT', 'PATCH']);
  // The first Escape takes the list away; the second lets the next Tab leave, as everywhere in the editor.
  await page.keyboard.press('Escape');
  await expect(proposals(challenge)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(challenge.block.locator('.cm-editor.cm-focused')).toHaveCount(0);
});

test('without the guide of the contract, the names of the code are still proposed', async ({ page }) => {
  await page.route('**/content/contracts/*.json', (route) => route.abort());
  const challenge = await openChallenge(page, 'handle-request');
  await place(challenge, 'function handleRequest({ method }) {\n  const greeting = 1;\n  ¦\n}');
  await type(page, 'gre');
  await expect(labels(challenge)).toHaveText(['greeting']);
  await expect(challenge.block.locator('.cm-completionInfo')).toHaveText('A variable of yours.');
});

test('code is formatted on demand, in one step that undo takes back', async ({ page, watch }) => {
  const challenge = await openChallenge(page, 'handle-request');
  const untidy = 'function handleRequest({method,path}){\nif(method==="GET")return {status:200,\nbody:"Hello"}\n    return {status:404,body:""}}';
  await place(challenge, untidy.replace('return {status:404', '¦return {status:404'));
  expect(watch.requests.filter((it) => it.includes('/format-'))).toEqual([]);
  await page.keyboard.press('Shift+Alt+F');
  const tidy = "function handleRequest({ method, path }) {\n  if (method === 'GET') return { status: 200, body: 'Hello' };\n  return { status: 404, body: '' };\n}\n";
  await expect.poll(() => challenge.text()).toBe(tidy);
  await expect(challenge.block.locator('[data-formatted=good]')).toContainText('Formatted.');
  // The cursor stands where it stood in the code.
  await page.keyboard.type('/*here*/');
  await expect(challenge.rich).toContainText('/*here*/return { status: 404');
  for (const _ of '/*here*/') await page.keyboard.press('Backspace');
  await challenge.block.locator('[data-action=format]').click();
  await expect(challenge.block.locator('[data-formatted=good]')).toContainText('formatted already');
  watch.expectSilence();
});

test('one undo takes all of the formatting back', async ({ page }) => {
  const challenge = await openChallenge(page, 'handle-request');
  const untidy = 'function handleRequest( ) {\nreturn {status:404,body:""}\n}';
  await challenge.write(untidy);
  await challenge.block.locator('[data-action=format]').click();
  await expect(challenge.block.locator('[data-formatted=good]')).toBeVisible();
  await expect(challenge.rich).toContainText("return { status: 404, body: '' };");
  await challenge.rich.focus();
  await page.keyboard.press('Control+z');
  expect(await challenge.text()).toBe(untidy);
});

test('code that cannot be read is not formatted, and is told why and where', async ({ page }) => {
  const challenge = await openChallenge(page, 'handle-request');
  await challenge.write(BROKEN);
  await challenge.block.locator('[data-action=format]').click();
  const told = challenge.block.locator('[data-formatted=bad]');
  await expect(told).toContainText('cannot be formatted before this is mended, at line 3, column');
  await expect(marker(challenge)).toHaveCount(1);
  expect(await challenge.text()).toBe(BROKEN);
  await told.locator('[data-action=go-to]').click();
  await expect(challenge.rich).toBeFocused();
  await expect(challenge.block.locator('.cm-activeLine')).toContainText('status: 200 body');
});

test('where the formatter does not come, the code stays and a second attempt can be made', async ({ page }) => {
  await page.route('**/format-*.js', (route) => route.abort());
  const challenge = await openChallenge(page, 'handle-request');
  await challenge.write('function handleRequest(){}');
  await challenge.block.locator('[data-action=format]').click();
  await expect(challenge.block.locator('[data-formatted=bad]')).toContainText('could not be fetched');
  expect(await challenge.text()).toBe('function handleRequest(){}');
});

test('the size of the letters is chosen at the editor or in the settings, and remembered', async ({ page }) => {
  const challenge = await openChallenge(page, 'handle-request');
  const size = () => challenge.block.locator('.cm-content').evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
  const usual = await size();
  await challenge.block.getByRole('button', { name: 'A+: larger letters in the editor' }).click();
  await expect.poll(size).toBeGreaterThan(usual);
  const larger = await size();
  await page.reload();
  await challenge.untilRich();
  expect(await size()).toBe(larger);
  await open(page, '/settings/');
  const choices = page.getByRole('group', { name: 'Size of the letters in the editor' });
  await expect(choices.getByRole('radio', { name: 'Large', exact: true })).toBeChecked();
  await choices.getByRole('radio', { name: 'Small' }).check();
  await page.goto('/challenges/handle-request/');
  await challenge.untilRich();
  expect(await size()).toBeLessThan(usual);
  const smaller = challenge.block.getByRole('button', { name: 'Smaller letters in the editor' });
  await expect(smaller).toHaveAttribute('aria-disabled', 'true');
});

/** Whether the editor stands beside the task, and how wide the task is. */
async function layout(challenge: Challenge): Promise<{ beside: boolean; width: number }> {
  const [brief, work] = await Promise.all(['.challenge-brief', '.challenge-work'].map((it) => challenge.block.locator(it).boundingBox()));
  return { beside: work!.x >= brief!.x + brief!.width, width: brief!.width };
}

test.describe('in a wide window', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('the editor stands beside the task or beneath it, as was chosen', async ({ page }) => {
    const challenge = await openChallenge(page, 'handle-request');
    expect((await layout(challenge)).beside).toBe(true);
    await challenge.block.locator('[data-action=layout]').click();
    await expect.poll(async () => (await layout(challenge)).beside).toBe(false);
    await page.reload();
    await challenge.untilRich();
    expect((await layout(challenge)).beside).toBe(false);
    await challenge.block.locator('[data-action=layout]').click();
    await expect.poll(async () => (await layout(challenge)).beside).toBe(true);
    await page.setViewportSize({ width: 880, height: 900 });
    expect((await layout(challenge)).beside).toBe(false);
    await expect(challenge.block.locator('[data-action=layout]')).toBeHidden();
  });

  test('the edge between them is moved by keyboard and by pointer, and stays', async ({ page }) => {
    const challenge = await openChallenge(page, 'handle-request');
    const edge = page.getByRole('separator', { name: 'Width of the task beside the editor' });
    const { width } = await layout(challenge);
    await edge.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(edge).toHaveAttribute('aria-valuenow', '35');
    const narrower = (await layout(challenge)).width;
    expect(narrower).toBeLessThan(width);
    await page.reload();
    await challenge.untilRich();
    expect((await layout(challenge)).width).toBeCloseTo(narrower, 0);
    const box = (await edge.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 60, { steps: 5 });
    await page.mouse.up();
    expect((await layout(challenge)).width).toBeGreaterThan(width);
  });

  test('all tools of the editor are reached by keyboard', async ({ page }) => {
    const challenge = await openChallenge(page, 'handle-request');
    await page.getByRole('link', { name: 'All challenges' }).focus();
    for (const action of ['format', 'smaller', 'larger', 'layout']) await tabTo(page, challenge.block.locator(`[data-action=${action}]`), 12);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await layout(challenge)).beside).toBe(false);
    await expect(challenge.block.locator('[data-action=layout]')).toBeFocused();
  });
});

test('at 360 pixels, proposals stay inside of the window', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const challenge = await openTaught(page, 'handle-request');
  await place(challenge, 'function handleRequest(request) {\n  ¦\n}');
  await type(page, 'request.');
  await expect(labels(challenge).first()).toHaveText('method');
  const box = (await proposals(challenge).boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
