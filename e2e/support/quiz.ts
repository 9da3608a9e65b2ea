// A quiz, question by question.
import { expect, type Locator } from '@playwright/test';

export class Quiz {
  constructor(readonly block: Locator) {}

  question(id: string): Question {
    return new Question(this.block.locator(`[data-question="${id}"]`));
  }

  get score(): Locator {
    return this.block.locator('.score');
  }
}

export class Question {
  constructor(readonly form: Locator) {}

  /** Chooses exactly the options with these texts. */
  async choose(...texts: string[]): Promise<void> {
    for (const box of await this.form.getByRole('checkbox').all()) await box.uncheck();
    for (const text of texts) await this.form.locator('label.choice', { hasText: text }).locator('input').check();
  }

  async fill(text: string): Promise<void> {
    await this.form.getByRole('textbox').fill(text);
  }

  /** For each left side, in order, the text of the right side. */
  async match(...right: string[]): Promise<void> {
    const lists = await this.form.getByRole('combobox').all();
    for (const [at, list] of lists.entries()) await list.selectOption({ label: right[at]! });
  }

  /** The lines of a list that is to be put in order, as they stand. */
  lines(): Promise<string[]> {
    return this.form.locator('ol.order > li > span').allTextContents();
  }

  /** Puts the lines in this order with the buttons, each named by how it begins. */
  async arrange(...wanted: string[]): Promise<void> {
    for (const [to, text] of wanted.entries()) {
      for (;;) {
        const at = (await this.lines()).findIndex((it) => it.startsWith(text));
        expect(at, `there is a line “${text}”`).toBeGreaterThanOrEqual(to);
        if (at === to) break;
        await this.form.locator('ol.order > li').nth(at).getByRole('button', { name: 'Move up' }).click();
      }
    }
  }

  async check(): Promise<void> {
    await this.form.locator('button[type=submit]').click();
  }

  async expectVerdict(verdict: 'unanswered' | 'wrong' | 'correct' | 'shown'): Promise<void> {
    await expect(this.form).toHaveAttribute('data-verdict', verdict);
  }

  get feedback(): Locator {
    return this.form.locator('.feedback');
  }
}
