// The exchange list and its request builder: what was asked, what came back, and what a browser does not let a page ask.
import type { Locator } from '@playwright/test';
import type { Lesson } from '../support/lesson';
import { expect, test } from '../support/test';

/** Opens the exchange list with the keyboard, and the builder in it. */
async function compose(lesson: Lesson): Promise<Locator> {
  await expect(lesson.inspector).toBeVisible();
  await lesson.page.keyboard.press('i');
  await lesson.inspector.locator('[data-action=compose]').click();
  return lesson.inspector.locator('form.request-builder');
}

test('an exchange is listed and looked at: its request, its response, its times', async ({ page, lesson, watch }) => {
  await lesson.open('greeting');
  await lesson.greeting.locator('[data-action=run]').click();
  await lesson.greeting.locator('.exchange-chip').click();
  await expect(lesson.inspector).toHaveAttribute('data-open', 'true');
  const row = lesson.inspector.locator('.exchange-list tbody tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('GET /api/greeting?name=Alice');
  await expect(row).toContainText('200');
  const details = lesson.inspector.locator('.exchange-details');
  await expect(details).toContainText('content-type');
  await expect(details).toContainText('x-exchange-id');
  await expect(details).toContainText('Hello, Alice!');
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(lesson.inspector).toHaveAttribute('data-open', 'false');
  watch.expectSilence();
});

test('any request that a browser allows is built and sent', async ({ page, lesson }) => {
  await lesson.open();
  const builder = await compose(lesson);
  await builder.locator('select[name=method]').selectOption('PUT');
  await builder.locator('input[name=url]').fill('/api/echo?x=1');
  await builder.locator('[data-action=add-header]').click();
  await builder.locator('input[name=header-name]').fill('X-Colour');
  await builder.locator('input[name=header-value]').fill('blue');
  await builder.locator('select[name=body-kind]').selectOption('json');
  await builder.locator('textarea[name=body]').fill('{"a": 1}');
  const sent = page.waitForRequest('**/api/echo?x=1');
  await builder.locator('[data-action=send]').click();
  const request = await sent;
  expect(request.method()).toBe('PUT');
  expect(request.headers()).toMatchObject({ 'x-colour': 'blue', 'content-type': 'application/json' });
  expect(request.postData()).toBe('{"a": 1}');
  const row = lesson.inspector.locator('.exchange-list tbody tr');
  await expect(row).toContainText('405');
  await expect(lesson.inspector.locator('.exchange-details')).toContainText('allow');
});

interface Forbidden {
  what: string;
  write: (builder: Locator) => Promise<void>;
  says: string;
}

const header = (name: string) => async (builder: Locator) => {
  await builder.locator('[data-action=add-header]').click();
  await builder.locator('input[name=header-name]').fill(name);
  await builder.locator('input[name=header-value]').fill('x');
};

const FORBIDDEN: Forbidden[] = [
  {
    what: 'TRACE',
    write: async (builder) => {
      await builder.locator('select[name=method]').selectOption('other');
      await builder.locator('input[name=other-method]').fill('TRACE');
    },
    says: 'browsers refuse them',
  },
  { what: 'another origin', write: (builder) => builder.locator('input[name=url]').fill('http://elsewhere.example/'), says: 'is another origin than this page' },
  { what: 'the header Cookie', write: header('Cookie'), says: 'Browsers do not let a page set Cookie' },
  { what: 'the header Host', write: header('host'), says: 'the browser takes it from the URL' },
  { what: 'a header with Sec-', write: header('Sec-Fetch-Site'), says: 'names with Sec- are the browser’s own' },
  { what: 'a name that is no name', write: header('two words'), says: 'a space' },
  { what: 'GET with a body', write: async (builder) => void (await builder.locator('select[name=body-kind]').selectOption('text')), says: 'fetch refuses a GET request with a body' },
];

for (const { what, write, says } of FORBIDDEN) {
  test(`the builder says what a browser forbids, and does not send it: ${what}`, async ({ lesson, watch }) => {
    await lesson.open();
    const builder = await compose(lesson);
    await write(builder);
    const problem = builder.locator('[data-blocks=true]');
    await expect.poll(async () => (await problem.textContent())?.replace(/'/g, '’')).toContain(says);
    await expect(builder.locator('[data-action=send]')).toHaveAttribute('aria-disabled', 'true');
    await builder.locator('input[name=url]').press('Control+Enter');
    await expect(lesson.announced).toContainText('Not sent.');
    await expect(lesson.inspector.locator('.exchange-list tbody tr')).toHaveCount(0);
    expect(watch.requests.filter((it) => it.includes('/api/'))).toEqual([]);
  });
}

test('a header row that was removed is put back', async ({ lesson }) => {
  await lesson.open();
  const builder = await compose(lesson);
  await header('X-Kept')(builder);
  await builder.getByRole('button', { name: 'Remove header 1' }).click();
  await expect(builder.locator('input[name=header-name]')).toHaveCount(0);
  await builder.locator('[data-action=undo-header]').click();
  await expect(builder.locator('input[name=header-name]')).toHaveValue('X-Kept');
});
