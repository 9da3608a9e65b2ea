// TypeScript in a challenge: chosen or seen, run, refused with its place, kept.
import { solution, starter } from '../support/content';
import { expect, test } from '../support/test';

/** The author's solution, with types. */
const typed = `interface Asked { method: string; path: string }
type Answer = { status: number; body: string };

${solution.replace(/function handleRequest\((.*?)\) \{/, 'function handleRequest($1: Asked): Answer {')}`;

test('a challenge is solved in TypeScript, and what reads it comes only then', async ({ page, lesson, watch }) => {
  const fetched: string[] = [];
  page.on('request', (it) => {
    if (/types(_bg)?\.(js|wasm)$|typescript\.js$/.test(it.url())) fetched.push(it.url());
  });
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.submit(solution, { verdict: 'pass' });
  expect(fetched).toEqual([]);
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  await expect(challenge.block).toContainText('They are not checked');
  await challenge.untilRich();
  await expect(challenge.rich).toHaveAttribute('aria-label', 'Your code, in TypeScript');
  await challenge.submit(typed, { verdict: 'pass' });
  expect(fetched.length).toBeGreaterThan(0);
  watch.expectSilence();
});

test('the language is kept with the code, over a reload', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  await challenge.write(typed);
  await lesson.untilKept('handle-request', 'type-script');
  await lesson.untilKept('handle-request', 'interface Asked');
  await page.reload();
  await challenge.untilRich();
  await expect(challenge.block.getByRole('radio', { name: 'TypeScript' })).toBeChecked();
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'pass' });
});

test('TypeScript that was taken for JavaScript is read as what it is, and it is said so', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.submit(typed, { verdict: 'pass' });
  const notice = challenge.block.locator('[data-notice=language]');
  await expect(notice).toContainText('read as TypeScript');
  await expect(challenge.block.getByRole('radio', { name: 'TypeScript' })).toBeChecked();
  // A plain mistake stays one, and nothing is changed for it.
  await notice.locator('[data-action=back-to-javascript]').click();
  await expect(challenge.block.getByRole('radio', { name: 'JavaScript' })).toBeChecked();
  await challenge.submit(`${starter}\nlet a = ;`, { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.block.getByRole('radio', { name: 'JavaScript' })).toBeChecked();
  await expect(notice).toHaveCount(0);
});

test('code with an enum that was taken for JavaScript is told of as TypeScript', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.submit(`enum Status { Ok = 200 }\n${starter}`, { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.problem).toContainText('enum');
  await expect(challenge.block.locator('[data-notice=language]')).toContainText('read as TypeScript');
  await expect(challenge.block.getByRole('radio', { name: 'TypeScript' })).toBeChecked();
});

test('what is more than a type, and what cannot be read, is told at its place', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  await challenge.submit('type A = 1;\n  enum Color { Red }', { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.problem).toContainText('Write an object instead');
  await expect(challenge.problem.locator('[data-action=go-to]')).toHaveText('line 2, column 3');
  await expect(challenge.block.locator('.problem-message')).toContainText('Write an object instead');
  await challenge.submit('let a: string = "😀";\nfunction handleRequest(a: ) {}', { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.problem.locator('[data-action=go-to]')).toHaveText('line 2, column 27');
  // An error while it runs is at its own place, too, behind all that was blanked.
  await challenge.submit('type A = {\n  b: string;\n};\nfunction handleRequest(a: A): void {\n  (a as any).c.d();\n}', { verdict: 'error', reasons: ['threw'] });
  await expect(challenge.report.locator('[data-action=go-to]').first()).toContainText('line 5, column');
});

test('code that is nested too deeply to be read ends with a report, and the next run is clean', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  const deep = `let a: number = ${'('.repeat(5_000)}1${')'.repeat(5_000)};`;
  await challenge.submit(deep, { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.problem).toContainText('reading it was given up');
  await challenge.submit(typed, { verdict: 'pass' });
});

test('where what reads TypeScript does not come, nothing is run, and it is tried again', async ({ page, lesson }) => {
  await page.route('**/types_bg.wasm', (route) => route.abort());
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  await challenge.submit(typed, { verdict: 'error', reasons: ['unavailable'] });
  await expect(challenge.report).toContainText('What reads TypeScript could not be loaded');
  await page.unroute('**/types_bg.wasm');
  await challenge.untilEnded(() => challenge.block.locator('[data-action=retry]').click());
  await challenge.expectVerdict({ verdict: 'pass' });
});

test('one request of the learner’s own is answered in TypeScript, too', async ({ page, lesson }) => {
  await page.goto('/challenges/handle-request/');
  const { challenge } = lesson;
  await challenge.untilRich();
  await challenge.block.getByRole('radio', { name: 'TypeScript' }).check();
  await challenge.write('function handleRequest(asked: { path: string }) {\n  return { status: 200, body: asked.path as string };\n}');
  const trial = challenge.block.locator('[data-trial]');
  await trial.locator('summary').first().click();
  await trial.getByLabel('Path').fill('/typed');
  await trial.locator('[data-action=try]').click();
  await expect(trial.locator('[data-answer]')).toHaveText('{ status: 200, body: "/typed" }');
});

const TYPED_SNIPPET = `interface Greeting { message: string }
const name: string = "Types";
const response: Response = await fetch("/api/greeting?name=" + name); // as always
const { message } = (await response.json()) as Greeting;
console.log(message);
return message.length;`;

test('a code example may have types, await and return', async ({ page, lesson, watch }) => {
  const fetched: string[] = [];
  page.on('request', (it) => {
    if (it.url().endsWith('types_bg.wasm')) fetched.push(it.url());
  });
  await lesson.open('greeting');
  const { greeting } = lesson;
  await greeting.locator('[data-action=run]').click();
  await expect(greeting).toHaveAttribute('data-state', 'done');
  await expect(greeting).not.toContainText('TypeScript');
  expect(fetched).toEqual([]);
  await greeting.locator('textarea').fill(TYPED_SNIPPET);
  await greeting.locator('[data-action=run]').click();
  await expect(greeting.locator('.snippet-log li')).toHaveText('Hello, Types!');
  await expect(greeting.locator('.snippet-returned')).toContainText('13');
  await expect(greeting.locator('.snippet-output')).toContainText('its types were erased, not checked');
  await expect(greeting.locator('.exchange-chip')).toHaveCount(1);
  expect(fetched).toHaveLength(1);
  watch.expectSilence();
});

test('what is more than a type in a code example is told at its place; a plain mistake stays one', async ({ lesson }) => {
  await lesson.open('greeting');
  const { greeting } = lesson;
  const notice = greeting.locator('.notice.bad');
  await greeting.locator('textarea').fill('let a: string = "b";\n  enum Color { Red }');
  await greeting.locator('[data-action=run]').click();
  await expect(notice).toContainText('Write an object instead');
  await expect(notice.locator('[data-action=show-line]')).toHaveText('Show line 2, column 3');
  await greeting.locator('textarea').fill('const a = ;\nlet b: string;');
  await greeting.locator('[data-action=run]').click();
  await expect(notice).toContainText('SyntaxError');
  await expect(greeting.locator('.snippet-output')).not.toContainText('TypeScript');
});

test('where what reads TypeScript does not come, a code example says so, and its code is kept', async ({ page, lesson }) => {
  await page.route('**/types_bg.wasm', (route) => route.abort());
  await lesson.open('greeting');
  const { greeting } = lesson;
  await greeting.locator('textarea').fill(TYPED_SNIPPET);
  await greeting.locator('[data-action=run]').click();
  await expect(greeting.locator('.notice.bad')).toContainText('What reads TypeScript could not be loaded');
  await expect(greeting.locator('textarea')).toHaveValue(TYPED_SNIPPET);
  await page.unroute('**/types_bg.wasm');
  await greeting.locator('[data-action=run]').click();
  await expect(greeting.locator('.snippet-log li')).toHaveText('Hello, Types!');
});
