// Lines to put in order: the board of a Parsons problem, by keyboard and by pointer.
import { expect, type Locator, type Page } from '@playwright/test';
import { Challenge } from './challenge';
import { open, untilPartLive } from './live';

export class Parsons {
  readonly challenge: Challenge;
  readonly board: Locator;
  /** The lines of the program, and those that are left. */
  readonly program: Locator;
  readonly left: Locator;
  readonly announced: Locator;

  constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.challenge = new Challenge(page.locator(`#${id}`));
    this.board = page.locator('.parsons');
    this.program = page.locator(`#${id}-program [role=option]:visible`);
    this.left = page.locator(`#${id}-rest [role=option]:visible`);
    this.announced = page.locator('p[role=status][aria-live=polite]');
  }

  async open(): Promise<void> {
    await open(this.page, `/challenges/${this.id}/`);
    await untilPartLive(this.board);
    // What was kept is put back first.
    await expect(this.page.locator('html')).toHaveAttribute('data-live');
  }

  /** A line of the program or of the rest, by its words; the first of those that are alike. */
  line(of: Locator, text: string): Locator {
    return of.filter({ has: this.page.locator('code', { hasText: exactly(text) }) }).first();
  }

  /** The program as it stands: each line with its level. */
  async written(): Promise<{ text: string; level: number }[]> {
    return this.program.evaluateAll((lines) => lines.map((it) => ({ text: it.querySelector('code')?.textContent ?? '', level: Number((it as HTMLElement).dataset.level) })));
  }

  /** Puts a line at the end of the program by the keyboard alone, which follows it. */
  async put(text: string, level: number): Promise<void> {
    const { keyboard } = this.page;
    await this.left.first().focus();
    await keyboard.press('Home');
    for (let at = 0; !(await this.focused()).startsWith(text) || (await this.focusedText()) !== text; at += 1) {
      expect(at, `the line ${text} is there`).toBeLessThan(60);
      const before = await this.focusedId();
      await keyboard.press('ArrowDown');
      await expect.poll(() => this.focusedId()).not.toBe(before);
    }
    const count = await this.program.count();
    await keyboard.press('Enter');
    await expect(this.program).toHaveCount(count + 1);
    const line = this.program.nth(count);
    await expect(line).toBeFocused();
    for (;;) {
      const now = Number(await line.getAttribute('data-level'));
      if (now === level) return;
      await keyboard.press(now < level ? 'ArrowRight' : 'ArrowLeft');
      await expect(line).toHaveAttribute('data-level', String(now < level ? now + 1 : now - 1));
    }
  }

  private focused(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  }

  private focusedText(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.querySelector('code')?.textContent ?? '');
  }

  private focusedId(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.id ?? '');
  }
}

/** A text and nothing else. */
export function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`);
}
