// Every challenge on its own page: the list leads there, and the browser judges as the native proof does.
import { Challenge } from '../support/challenge';
import { challenges, type Proof } from '../support/content';
import { open, untilPartLive } from '../support/live';
import { expect, test, type Locator } from '../support/test';

const shelf = challenges().find((it) => it.id === 'book-shelf')!;

test('the list leads to a challenge, and shows which are solved', async ({ page, watch }) => {
  await open(page, '/');
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Challenges' }).click();
  await expect(page).toHaveTitle('Challenges · Roundtrip');
  const card = page.locator('[data-challenge=book-shelf]');
  await expect(card.getByText('Solved')).toHaveCount(0);
  await card.getByRole('link').click();
  await expect(page).toHaveURL('/challenges/book-shelf/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A shelf of books');
  const challenge = new Challenge(page.locator('#book-shelf'));
  await challenge.submit(shelf.solution, { verdict: 'pass' });
  await page.getByRole('link', { name: 'All challenges' }).click();
  await expect(card.getByText('Solved')).toBeVisible();
  watch.expectSilence();
});

test('the list is by topic or by difficulty, as it was chosen last', async ({ page, watch }) => {
  const groups = page.locator('.challenge-group h2');
  const listed = async () => new Set(await page.locator('[data-challenge]').evaluateAll((all) => all.map((it) => it.getAttribute('data-challenge'))));
  await open(page, '/challenges/');
  await expect(groups.first()).toHaveText('1. Who talks to whom');
  const all = await listed();
  expect(await groups.count()).toBe(16);
  await page.getByLabel('Difficulty').check();
  await expect(groups).toHaveText(['Gentle', 'Steady', 'Demanding']);
  expect(await listed()).toEqual(all);
  const shown = page.locator('[data-challenge=book-shelf]');
  await expect(shown.getByText('4. Status codes')).toBeVisible();
  await expect(page.locator('[data-solved]')).toHaveText(`0 of ${all.size} solved`);
  await shown.getByRole('link').click();
  await expect(page).toHaveURL('/challenges/book-shelf/');
  await page.goBack();
  await expect(page.getByLabel('Difficulty')).toBeChecked();
  await expect(groups).toHaveText(['Gentle', 'Steady', 'Demanding']);
  watch.expectSilence();
});

for (const { width, height, beside } of [
  { width: 1440, height: 900, beside: true },
  { width: 1024, height: 700, beside: true },
  { width: 360, height: 740, beside: false },
]) {
  test(`after a run the report is in sight${beside ? ', and the code beside it' : ''}: ${width} by ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    // Its task is longer than any window.
    await open(page, '/challenges/small-service/');
    const challenge = new Challenge(page.locator('#small-service'));
    await challenge.untilRich();
    const edges = async (part: Locator) => {
      const [box, header, below] = await Promise.all([part, page.locator('.page-header'), page.locator('.inspector')].map((it) => it.boundingBox()));
      return { begins: box!.y >= Math.max(0, header!.y + header!.height) && box!.y < below!.y, ends: box!.y + box!.height <= below!.y };
    };
    const head = challenge.report.locator('.report-head');
    await challenge.untilEnded(() => challenge.run.click());
    await expect.poll(() => edges(head)).toEqual({ begins: true, ends: true });
    for (const part of [challenge.block.locator('.code-frame'), challenge.run]) {
      expect(await edges(part)).toEqual({ begins: beside, ends: true });
    }
    // Where the exchange list covers a part of the window, the report may be longer than the rest.
    await page.locator('#inspector-toggle').click();
    await page.evaluate(() => scrollTo(0, 0));
    await challenge.rich.focus();
    await challenge.untilEnded(() => page.keyboard.press('Control+Enter'));
    await expect.poll(async () => (await edges(head)).begins).toBe(true);
  });
}

test('every challenge has a page that reads without JavaScript', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const { id, starter } of challenges()) {
    await page.goto(`/challenges/${id}/`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const written = await page.locator(`#${id}-code`).inputValue();
    expect(written.trimEnd()).toBe(starter.trimEnd());
  }
  await context.close();
});

test('a wrong answer: the field that differs, the request in full, and a curl command', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/challenges/book-shelf/');
  const block = page.locator('#book-shelf');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.submit(shelf.mutants.find((it) => it.name === 'allow-of-the-shelf')!.code, { verdict: 'fail' });
  const wrong = challenge.report.locator('[data-cases=wrong] [data-case]').first();
  const field = wrong.locator('[data-field="headers.allow"]');
  await expect(field).toHaveAttribute('data-verdict', 'fail');
  await expect(field.locator('[data-expected]')).toContainText('"GET"');
  await expect(field.locator('[data-actual]')).toContainText('"GET, POST"');
  await wrong.locator('[data-action=copy-curl]').click();
  await expect(wrong.locator('[data-copied]')).toContainText('a server of your own');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl -i -X 'POST' 'http:\/\/localhost:8080\/books\/1'/);
});

test('a failing request that was made for the run is shrunk to what matters', async ({ page }) => {
  await open(page, '/challenges/book-shelf/');
  await untilPartLive(page.locator('#book-shelf'));
  const challenge = new Challenge(page.locator('#book-shelf'));
  // No written case has a number so long.
  await challenge.submit(shelf.solution.replace('if (!book)', "if (/[0-9]{3}/.test(path)) return { status: 500 };\n  if (!book)"), { verdict: 'fail' });
  const made = challenge.report.locator('[data-case]', { has: page.getByText('made for this run') });
  await expect(made.locator('.case-request')).toHaveText(/^GET \/(books\/)?[0-9]{3}$/);
});

test('each submission asks something else, made for it', async ({ page }) => {
  await page.addInitScript(() => {
    const send = MessagePort.prototype.postMessage;
    Object.assign(window, { said: [] as string[] });
    MessagePort.prototype.postMessage = function (this: MessagePort, ...given: [unknown]) {
      if (typeof given[0] === 'string') (window as unknown as { said: string[] }).said.push(given[0]);
      send.apply(this, given);
    };
  });
  await open(page, '/challenges/book-shelf/');
  const challenge = new Challenge(page.locator('#book-shelf'));
  await challenge.submit(shelf.solution, { verdict: 'pass' });
  await challenge.submit(shelf.solution, { verdict: 'pass' });
  const asked = await page.evaluate((code) => (window as unknown as { said: string[] }).said.filter((it) => it.includes(code)), 'handleRequest');
  expect(asked).toHaveLength(2);
  expect(asked[0]).not.toBe(asked[1]);
});

test('a run that still waits for its frame can be stopped', async ({ page }) => {
  const held: (() => void)[] = [];
  await page.route('**/sandbox.html', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => undefined);
  });
  await open(page, '/challenges/book-shelf/');
  const challenge = new Challenge(page.locator('#book-shelf'));
  await challenge.write(shelf.solution);
  await challenge.run.click();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expect(challenge.run).toHaveText('Stop');
  await challenge.run.click();
  await expect(challenge.report).toHaveAttribute('data-reason', 'cancelled');
  await page.unroute('**/sandbox.html');
  for (const release of held) release();
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'pass' });
});

test('a request of the learner’s own is answered outside of any test', async ({ page }) => {
  await open(page, '/challenges/book-shelf/');
  const block = page.locator('#book-shelf');
  await untilPartLive(block);
  const challenge = new Challenge(block);
  await challenge.write("function handleRequest({ method, query, headers, body }) {\n  console.log(query.q);\n  return { status: 418, body: method + headers.accept + body };\n}");
  const trial = block.locator('[data-trial]');
  await trial.locator('summary').first().click();
  await trial.getByLabel('Method').fill('BREW');
  await trial.getByLabel('Path').fill('pot');
  await trial.getByLabel('Header fields').fill('Accept: tea');
  await trial.getByLabel('Body').fill('!');
  await trial.locator('[data-action=try]').click();
  await expect(trial.locator('[data-refused]')).toHaveText('A path begins with a slash, such as /hello.');
  await trial.getByLabel('Path').fill('/pot?q=a+b');
  await trial.getByLabel('Path').press('Enter');
  await expect(trial.locator('[data-answer]')).toHaveText('{ status: 418, body: "BREWtea!" }');
  await expect(trial.locator('[data-console]')).toContainText('a b');
  // It is no run of the tests, and no try.
  await expect(challenge.report).toHaveAttribute('data-state', 'idle');
  await challenge.write('function handleRequest() {}');
  await trial.locator('[data-action=try]').click();
  await expect(trial.locator('[data-explanation]')).toContainText('without returning anything');
});

/** The starter does not pass, the solution does, and every known mistake is named. */
async function prove(challenge: Challenge, { starter, solution, mutants }: Omit<Proof, 'id'>): Promise<void> {
  await challenge.write(starter);
  await challenge.untilEnded(() => challenge.run.click());
  await expect(challenge.report).not.toHaveAttribute('data-verdict', 'pass');
  await challenge.submit(solution, { verdict: 'pass' });
  for (const { name, expect: mistake, code } of mutants) {
    await challenge.write(code);
    await challenge.untilEnded(() => challenge.run.click());
    await expect.soft(challenge.report, name).not.toHaveAttribute('data-verdict', 'pass');
    await expect.soft(challenge.explanation.first(), name).toHaveAttribute('data-mistake', mistake);
  }
}

for (const proof of challenges()) {
  const { id, python } = proof;
  test(`judged as in the native proof: ${id}`, async ({ page }) => {
    test.setTimeout(120_000);
    await open(page, `/challenges/${id}/`);
    await untilPartLive(page.locator(`#${id}`));
    await prove(new Challenge(page.locator(`#${id}`)), proof);
  });
  if (!python) continue;
  test(`judged as in the native proof, in Python: ${id}`, async ({ page, watch }) => {
    test.setTimeout(120_000);
    await open(page, `/challenges/${id}/`);
    await untilPartLive(page.locator(`#${id}`));
    const challenge = new Challenge(page.locator(`#${id}`));
    await challenge.block.getByRole('radio', { name: 'Python' }).check();
    await prove(challenge, python);
    watch.expectSilence();
  });
}
