// The challenge: its editor, in both forms, and its report.
import { expect, type Locator } from '@playwright/test';

export interface Expected {
  verdict: 'pass' | 'fail' | 'error';
  /** One of these; left out where none is expected. */
  reasons?: string[];
}

export class Challenge {
  readonly area: Locator;
  readonly rich: Locator;
  readonly run: Locator;
  readonly report: Locator;
  readonly explanation: Locator;
  readonly problem: Locator;

  constructor(readonly block: Locator) {
    this.area = block.locator('textarea');
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

  /** Puts code into whichever editor is there. */
  async write(code: string): Promise<void> {
    await ((await this.rich.isVisible()) ? this.rich : this.area).fill(code);
  }

  /** What stands in CodeMirror. */
  async text(): Promise<string> {
    const lines = await this.block.locator('.cm-line').allTextContents();
    return lines.join('\n');
  }

  /** Runs this code and waits for its report. */
  async submit(code: string, expected: Expected, within = 10_000): Promise<void> {
    await this.write(code);
    await this.run.click();
    await this.expectVerdict(expected, within);
  }

  async expectVerdict({ verdict, reasons = [] }: Expected, within = 10_000): Promise<void> {
    await expect(this.report).toHaveAttribute('data-state', 'done', { timeout: within });
    const told = await this.report.evaluate((it) => ({ verdict: it.dataset.verdict, reason: it.dataset.reason, text: it.textContent }));
    expect(told.verdict, told.text ?? '').toBe(verdict);
    if (reasons.length > 0) expect(reasons, told.text ?? '').toContain(told.reason);
    else expect(told.reason).toBeUndefined();
  }

  /** A case of the report, by the request that it is about: `GET /hello`. */
  case(request: string): Locator {
    return this.report.locator('[data-case]', { has: this.block.page().locator('.case-request', { hasText: new RegExp(`^${request.replace(/[?/]/g, '\\$&')}$`) }) });
  }
}
