// Python in a challenge: chosen, run, told of, kept beside the JavaScript, and shared.
import { challenges, solution } from '../support/content';
import { stored } from '../support/lesson';
import { expect, test } from '../support/test';

const snake = challenges().find((it) => it.id === 'handle-request')!.python!;

test('a challenge is solved in Python, and what runs it comes only when it is chosen', async ({ page, lesson, watch }) => {
  const fetched: string[] = [];
  page.on('request', (it) => {
    if (/python/.test(it.url())) fetched.push(it.url());
  });
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.submit(solution, { verdict: 'pass' });
  expect(fetched).toEqual([]);
  await challenge.block.getByRole('radio', { name: 'Python' }).check();
  await expect(challenge.rich).toHaveAttribute('aria-label', 'Your code, in Python');
  await expect(challenge.block.locator('[data-about=python]')).toContainText('def handle_request(request):');
  // Its starter, with colours of its own, and no formatting, which is JavaScript's.
  expect((await challenge.text()).trimEnd()).toBe(snake.starter.trimEnd());
  await expect(challenge.rich.locator('span', { hasText: /^def$/ })).toBeVisible();
  await expect(challenge.block.locator('[data-action=format]')).toBeHidden();
  await challenge.submit(snake.solution, { verdict: 'pass' });
  expect(fetched.map((it) => it.replace(/.*\//, '').replace(/-\w+/, ''))).toEqual(expect.arrayContaining(['python.js', 'python.wasm']));
  watch.expectSilence();
});

test('each language keeps its own code, over a change of language and a reload', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const radio = (name: string) => challenge.block.getByRole('radio', { name });
  await challenge.write('// mine');
  await radio('Python').check();
  await challenge.write('# mine, too');
  await radio('TypeScript').check();
  expect(await challenge.text()).toBe('// mine');
  await radio('Python').check();
  expect(await challenge.text()).toBe('# mine, too');
  await lesson.untilKept('handle-request', '# mine, too');
  await page.reload();
  await challenge.untilRich();
  await expect(radio('Python')).toBeChecked();
  expect(await challenge.text()).toBe('# mine, too');
  await radio('JavaScript').check();
  expect(await challenge.text()).toBe('// mine');
});

test('mistakes are told in the words of Python, with the line, and the hints are Python’s', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.block.getByRole('radio', { name: 'Python' }).check();
  await challenge.submit('def handle_request(request):\n    print(request)\n    return request["nope"]', { verdict: 'error', reasons: ['threw'] });
  await expect(challenge.explanation.first()).toContainText('raised an error in line 3: KeyError: nope');
  const wrong = challenge.report.locator('[data-cases=wrong] [data-case]').first();
  await expect(wrong.locator('[data-console]')).toContainText("'path': '/hello'");
  await wrong.locator('[data-action=go-to]').first().click();
  await expect(challenge.block.locator('.cm-activeLine')).toContainText('nope');
  await challenge.submit('def handle_request(request)\n    pass', { verdict: 'error', reasons: ['load-error'] });
  await expect(challenge.explanation.first()).toContainText('Python cannot read your code in line 1');
  await challenge.submit('def handle_request(request):\n    return {"status": 200, "body": None}', { verdict: 'fail' });
  await expect(wrong.locator('[data-field=body] [data-actual] code')).toHaveText('None');
  await challenge.block.locator('[data-action=hint]').click();
  await challenge.block.locator('[data-action=hint]').click();
  await expect(challenge.block.locator('[data-hint="2"]')).toContainText('[0]');
});

test('a loop without end is stopped, and the next run is clean, in Python and in JavaScript', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await challenge.block.getByRole('radio', { name: 'Python' }).check();
  await challenge.submit('def handle_request(request):\n    while True:\n        pass', { verdict: 'error', reasons: ['timeout'] });
  await challenge.submit(snake.solution, { verdict: 'pass' });
  // Small objects until nothing more fits: refused, or stopped.
  await challenge.submit('kept = []\ndef handle_request(request):\n    while True:\n        kept.append([1])', { verdict: 'error', reasons: ['memory', 'timeout'] });
  await challenge.block.getByRole('radio', { name: 'JavaScript' }).check();
  await challenge.submit(solution, { verdict: 'pass' });
});

test('where Python does not come it is said so, nothing is lost, and the next try fetches it', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  await page.route('**/python.wasm', (route) => route.abort());
  await challenge.block.getByRole('radio', { name: 'Python' }).check();
  await challenge.write(snake.solution);
  await challenge.untilEnded(() => challenge.run.click());
  await expect(challenge.report).toContainText('Python could not be loaded');
  await page.unroute('**/python.wasm');
  await challenge.untilEnded(() => challenge.run.click());
  await challenge.expectVerdict({ verdict: 'pass' });
});

test('a request of one’s own is answered by Python, and an attempt in it comes back as Python', async ({ lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const { block } = challenge;
  await block.getByRole('radio', { name: 'Python' }).check();
  await challenge.submit(snake.solution, { verdict: 'pass' });
  const trial = block.locator('[data-trial]');
  await trial.locator('summary').first().click();
  await trial.getByLabel('Path').fill('/time?x=1');
  await trial.locator('[data-action=try]').click();
  await expect(trial.locator('[data-answer]')).toContainText('"body": "Current time"');
  await block.getByRole('radio', { name: 'JavaScript' }).check();
  await challenge.write('// mine');
  const attempts = block.locator('[data-attempts]');
  await attempts.locator('summary').first().click();
  await attempts.locator('[data-action=restore-attempt]').first().click();
  await expect(block.getByRole('radio', { name: 'Python' })).toBeChecked();
  expect((await challenge.text()).trimEnd()).toBe(snake.solution.trimEnd());
  await block.getByRole('radio', { name: 'JavaScript' }).check();
  expect(await challenge.text()).toBe('// mine');
});

test('what runs while the language is changed is filed under the one in which it was written', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const radio = (name: string) => challenge.block.getByRole('radio', { name });
  await challenge.write('function handleRequest() { while (true) {} }');
  await challenge.untilEnded(async () => {
    await challenge.run.click();
    await radio('Python').check();
  });
  await lesson.untilKept('handle-request/attempts', 'while (true)');
  const { data } = JSON.parse(await stored(page, 'handle-request/attempts'));
  expect(JSON.parse(data).attempts).toMatchObject([{ language: 'java-script', verdict: 'error' }]);
});

test('what is restored in the other language keeps the code that stood there', async ({ page, lesson }) => {
  await lesson.open('handle-request');
  const { challenge } = lesson;
  const radio = (name: string) => challenge.block.getByRole('radio', { name });
  await challenge.submit(solution, { verdict: 'pass' });
  await challenge.write('// a draft');
  await radio('Python').check();
  await challenge.write('# mine, too');
  await challenge.block.locator('[data-attempts] summary').first().click();
  const list = challenge.block.locator('[data-attempt]');
  await expect(list).toHaveCount(1);
  await list.locator('[data-action=restore-attempt]').click();
  await expect(radio('JavaScript')).toBeChecked();
  expect((await challenge.text()).trimEnd()).toBe(solution.trimEnd());
  await expect(list).toHaveCount(3);
  await lesson.untilKept('handle-request/attempts', '// a draft');
  expect(await stored(page, 'handle-request/attempts')).toContain('# mine, too');
});
