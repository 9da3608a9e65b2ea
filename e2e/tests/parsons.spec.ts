// Lines to put in order: by keyboard, by pointer and by touch, judged by running them.
import AxeBuilder from '@axe-core/playwright';
import { problems } from '../support/content';
import { tabTo } from '../support/keyboard';
import { store, stored } from '../support/lesson';
import { exactly, Parsons } from '../support/parsons';
import { expect, test } from '../support/test';

const problem = problems().find((it) => it.id === 'cut-then-decode')!;
const KEY = 'cut-then-decode';

test('put together, moved, indented and run by the keyboard alone', async ({ page, watch }) => {
  const parsons = new Parsons(page, KEY);
  await parsons.open();
  await expect(parsons.program).toHaveCount(0);
  await expect(parsons.left).toHaveCount(problem.lines.length + problem.wrong.length);
  await tabTo(page, parsons.left.first());
  for (const { text, level } of problem.lines) await parsons.put(text, level);
  await expect(parsons.announced).toContainText(`}: line ${problem.lines.length} of ${problem.lines.length}, at the margin`);
  expect(await parsons.written()).toEqual(problem.lines);
  await expect(parsons.left).toHaveCount(problem.wrong.length);
  await parsons.challenge.untilEnded(() => page.keyboard.press('Control+Enter'));
  await parsons.challenge.expectVerdict({ verdict: 'pass' });
  await expect(parsons.challenge.block).toHaveAttribute('data-done', '');
  await expect.poll(() => stored(page, KEY)).toContain('"done":true');
  watch.expectSilence();
});

test('a move takes the focus along, is said, and can be taken back', async ({ page }) => {
  const parsons = new Parsons(page, KEY);
  await parsons.open();
  const [first, second, third] = problem.lines;
  for (const it of [second!, first!, third!]) await parsons.put(it.text, 0);
  const { keyboard } = page;
  await keyboard.press('ArrowUp');
  await expect(parsons.program.nth(1)).toBeFocused();
  await keyboard.press('Alt+ArrowUp');
  await expect(parsons.announced).toContainText(`${first!.text}: line 1 of 3, at the margin`);
  await expect(parsons.program.first()).toBeFocused();
  expect((await parsons.written()).map((it) => it.text)).toEqual([first, second, third].map((it) => it!.text));
  await keyboard.press('Alt+ArrowUp');
  await expect(parsons.announced).toContainText('This is the first line.');
  await keyboard.press('ArrowRight');
  await expect(parsons.program.first()).toHaveAttribute('aria-label', `${first!.text}, line 1, 1 step deep`);
  await keyboard.press('Delete');
  await expect(parsons.program).toHaveCount(2);
  await expect(parsons.line(parsons.left, first!.text)).toBeFocused();
  for (let times = 0; times < 3; times += 1) await keyboard.press('Control+z');
  expect((await parsons.written()).map((it) => it.text)).toEqual([second, first, third].map((it) => it!.text));
  await keyboard.press('Control+Shift+z');
  expect((await parsons.written()).map((it) => it.text)).toEqual([first, second, third].map((it) => it!.text));
});

test('dragged by the pointer: in, to another place, deeper, and out', async ({ page }) => {
  const parsons = new Parsons(page, KEY);
  await parsons.open();
  const [first, second] = problem.lines;
  const drag = async (text: string, from: 'left' | 'program', to: { x: number; y: number }) => {
    const box = (await parsons.line(parsons[from], text).boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y, { steps: 8 });
    await page.mouse.up();
  };
  const side = (await page.locator('[data-program]').boundingBox())!;
  await drag(second!.text, 'left', { x: side.x + 14, y: side.y + side.height - 10 });
  await expect(parsons.program).toHaveCount(1);
  const place = (await parsons.program.first().boundingBox())!;
  await drag(first!.text, 'left', { x: place.x, y: place.y + 4 });
  expect(await parsons.written()).toEqual([first, second].map((it) => ({ text: it!.text, level: 0 })));
  const last = (await parsons.program.nth(1).boundingBox())!;
  await drag(second!.text, 'program', { x: last.x + 42, y: last.y + last.height / 2 });
  expect(await parsons.written()).toEqual([{ text: first!.text, level: 0 }, { text: second!.text, level: 2 }]);
  await expect(parsons.program.nth(1)).toBeFocused();
  const rest = (await parsons.left.last().boundingBox())!;
  await drag(first!.text, 'program', { x: rest.x, y: rest.y });
  expect(await parsons.written()).toEqual([{ text: second!.text, level: 2 }]);
  // One that is broken off leaves all as it was.
  const box = (await parsons.line(parsons.program, second!.text).boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(rest.x + 40, rest.y, { steps: 4 });
  await expect(parsons.program).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await parsons.written()).toEqual([{ text: second!.text, level: 2 }]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('taps put lines in, and buttons move them', async ({ page }) => {
    const parsons = new Parsons(page, KEY);
    await parsons.open();
    for (const { text } of problem.lines) await parsons.line(parsons.left, text).tap();
    await expect(parsons.program).toHaveCount(problem.lines.length);
    const tool = (name: string) => page.locator(`[data-move=${name}]`);
    for (const [at, { level }] of problem.lines.entries()) {
      await parsons.program.nth(at).tap();
      await expect(parsons.program.nth(at)).toHaveAttribute('aria-selected', 'true');
      for (let step = 0; step < level; step += 1) await tool('deeper').tap();
    }
    expect(await parsons.written()).toEqual(problem.lines);
    await parsons.program.nth(1).tap();
    await tool('down').tap();
    await expect(parsons.program.nth(2)).toHaveAttribute('aria-selected', 'true');
    await tool('up').tap();
    await tool('turn').tap();
    await expect(parsons.program).toHaveCount(problem.lines.length - 1);
    await tool('undo').tap();
    await parsons.challenge.untilEnded(() => parsons.challenge.run.tap());
    await parsons.challenge.expectVerdict({ verdict: 'pass' });
  });
});

for (const { id, solution, mutants } of problems()) {
  test(`judged as in the native proof: ${id}`, async ({ page }) => {
    test.setTimeout(120_000);
    const parsons = new Parsons(page, id);
    const { challenge } = parsons;
    const judged = async (lines: string[]) => {
      await parsons.open();
      const kept = { version: 1, done: false, data: JSON.stringify({ code: `${lines.join('\n')}\n` }) };
      await store(page, id, JSON.stringify(kept));
      await page.reload();
      await expect(parsons.program).toHaveCount(lines.length);
      await challenge.untilEnded(() => challenge.run.click());
    };
    await judged(solution.trimEnd().split('\n'));
    await challenge.expectVerdict({ verdict: 'pass' });
    for (const { name, expect: mistake, code } of mutants) {
      await judged(code.trimEnd().split('\n').slice(2));
      await expect.soft(challenge.report, name).not.toHaveAttribute('data-verdict', 'pass');
      await expect.soft(challenge.explanation.first(), name).toHaveAttribute('data-mistake', mistake);
    }
  });
}

test('every order that works is right, and a line at the margin is not solved yet', async ({ page }) => {
  const parsons = new Parsons(page, KEY);
  await parsons.open();
  const [head, decode, ...rest] = problem.lines;
  const path = rest.shift()!;
  // `decode` may as well come after the path was cut.
  for (const { text, level } of [head!, path, decode!, ...rest]) await parsons.put(text, level);
  await parsons.program.nth(1).focus();
  await page.keyboard.press('ArrowLeft');
  await parsons.challenge.untilEnded(() => parsons.challenge.run.click());
  await parsons.challenge.expectVerdict({ verdict: 'fail' });
  await expect(parsons.challenge.explanation).toHaveAttribute('data-mistake', 'indentation');
  await expect(parsons.challenge.explanation).toContainText('Line 2 does not stand as deep as its block.');
  await expect(parsons.program.nth(1)).toHaveAttribute('data-marked', 'This line is in one block, so it stands one step deep.');
  await expect(parsons.challenge.block).not.toHaveAttribute('data-done');
  await parsons.challenge.problem.locator('[data-action=go-to]').click();
  await expect(parsons.program.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.parsons-line[data-marked]')).toHaveCount(0);
  await parsons.challenge.untilEnded(() => page.keyboard.press('Control+Enter'));
  await parsons.challenge.expectVerdict({ verdict: 'pass' });
});

test('what was arranged is there after a reload, and lines of other code are left out', async ({ page }) => {
  const parsons = new Parsons(page, KEY);
  await parsons.open();
  await parsons.put(problem.lines[0]!.text, 0);
  await parsons.put(problem.lines[1]!.text, 1);
  await expect.poll(() => stored(page, KEY)).toContain(problem.lines[1]!.text.slice(0, 20));
  await page.reload();
  await expect(parsons.program).toHaveCount(2);
  expect(await parsons.written()).toEqual(problem.lines.slice(0, 2));
  await page.locator('[data-action=reset]').click();
  await expect(parsons.program).toHaveCount(0);
  await page.locator('[data-action=undo]').click();
  await expect(parsons.program).toHaveCount(2);
});

test('without JavaScript the lines are a list to read', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/challenges/${KEY}/`);
  const lines = page.locator('.parsons-lines code:visible');
  await expect(lines).toHaveCount(problem.lines.length + problem.wrong.length);
  for (const text of problem.wrong) await expect(lines.filter({ hasText: exactly(text) })).toHaveCount(1);
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });
      test('nothing that a machine finds to be out of reach', async ({ page }) => {
        const parsons = new Parsons(page, KEY);
        await parsons.open();
        for (const { text, level } of problem.lines.slice(0, 6)) await parsons.put(text, level);
        const { violations } = await new AxeBuilder({ page }).options({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], iframes: false }).analyze();
        expect(violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(' ')}: ${node.failureSummary}`))).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, 'the page is no wider than the window').toBeLessThanOrEqual(0);
      });
    });
  }
}
