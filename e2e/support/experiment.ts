// The experiment, step by step.
import { expect, type Locator } from '@playwright/test';

export class Experiment {
  constructor(readonly block: Locator) {}

  step(id: string): Step {
    return new Step(this.block.locator(`[data-step="${id}"]`));
  }
}

export class Step {
  readonly send: Locator;
  readonly method: Locator;
  readonly url: Locator;
  readonly body: Locator;
  readonly result: Locator;

  constructor(readonly item: Locator) {
    this.send = item.locator('[data-action=send]');
    this.method = item.locator('select[name=method]');
    this.url = item.locator('input[name=url]');
    this.body = item.locator('textarea[name=body]');
    this.result = item.locator('.experiment-result');
  }

  async predict(option: string): Promise<void> {
    await this.item.locator(`[data-option="${option}"] input`).check();
  }

  async expectTicked(ticked = true): Promise<void> {
    await expect(this.item).toHaveAttribute('data-ticked', String(ticked));
  }

  async expectResult(word: 'done' | 'other-request' | 'no-option' | 'not-yet'): Promise<void> {
    await expect(this.result).toHaveAttribute('data-result', word);
  }
}
