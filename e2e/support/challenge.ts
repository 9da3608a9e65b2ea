// The challenge: its editor, in both forms, and its report.
import { expect, type Locator } from '@playwright/test';
import { ending, expectTold, told, type ExpectedReport } from './report';

export class Challenge {
  readonly area: Locator;
  readonly rich: Locator;
  readonly run: Locator;
  readonly report: Locator;
  readonly explanation: Locator;
  readonly problem: Locator;

  constructor(readonly block: Locator) {
    this.area = block.locator('textarea.code-area');
    // CodeMirror's, in its shadow root.
    this.rich = block.locator('.cm-content');
    this.run = block.locator('[data-action=run]');
    this.report = block.locator('[data-report]');
    this.explanation = this.report.locator('[data-explanation]');
    this.problem = this.report.locator('[data-problem]');
  }

  /** Waits until CodeMirror stands in the textarea's place. */
  async untilRich(): Promise<void> {
    await this.block.scrollIntoViewIfNeeded();
    await expect(this.rich).toBeVisible();
    await expect(this.area).toBeHidden();
  }

  /** Puts code into CodeMirror, in place of what is there, as a keyboard does. */
  async write(code: string): Promise<void> {
    await this.untilRich();
    await this.rich.focus();
    const { keyboard } = this.block.page();
    await keyboard.press('Control+a');
    await keyboard.insertText(code);
  }

  /** What stands in CodeMirror. */
  async text(): Promise<string> {
    const lines = await this.block.locator('.cm-line').allTextContents();
    return lines.join('\n');
  }

  /** Does something that begins a run, and waits until that run has ended. */
  async untilEnded(begin: () => Promise<void>, within = 10_000): Promise<void> {
    const ended = await this.report.evaluateHandle(ending, within);
    await begin();
    await ended.evaluate((it) => it.promise);
  }

  /** Runs this code and waits for its report. */
  async submit(code: string, expected: ExpectedReport, within?: number): Promise<void> {
    await this.write(code);
    await this.untilEnded(() => this.run.click(), within);
    await this.expectVerdict(expected);
  }

  /** What the report says in the form that is made for tools. */
  async expectVerdict(expected: ExpectedReport): Promise<void> {
    await expect(this.report).toHaveAttribute('data-state', 'done');
    expectTold(await this.report.evaluate(told), expected);
  }

  /** A case of the report, by the request that it is about: `GET /hello`. */
  case(request: string): Locator {
    const named = this.block.page().locator('.case-request', { hasText: new RegExp(`^${request.replace(/[?/]/g, '\\$&')}$`) });
    return this.report.locator('[data-case]', { has: named });
  }
}
