// Sorting into two columns before the comparison is shown.
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/test';

const ROLES = ['Client', 'Server', 'Client', 'Server', 'Client', 'Server', 'Client', 'Server'];

async function sort(block: Locator, columns: string[]): Promise<void> {
  for (const [at, column] of columns.entries()) {
    await block.locator(`[data-item="${at}"]`).getByRole('radio', { name: column }).check();
  }
}

test('everything sorted right: the comparison follows, and is kept', async ({ page, lesson }) => {
  await lesson.open('client-or-server');
  const block = lesson.compare('client-or-server');
  await expect(block.locator('.compared')).toHaveCount(0);
  await sort(block, ROLES);
  await block.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(block).toHaveAttribute('data-verdict', 'correct');
  await expect(block.locator('.compared')).toBeFocused();
  const columns = block.locator('.columns > div');
  await expect(columns).toHaveCount(2);
  await expect(columns.first().locator('li')).toHaveCount(4);
  await expect(columns.first()).toContainText('curl, typed into a terminal');
  await lesson.untilKept('client-or-server', '"done":true');
  await page.reload();
  await expect(block).toHaveAttribute('data-verdict', 'correct');
});

test('what is sorted wrong says why, and is mended by keyboard', async ({ page, lesson }) => {
  await lesson.open('frontend-or-backend');
  const block = lesson.compare('frontend-or-backend');
  await block.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(block.locator('.hint')).toHaveText('Sort every line first: 8 still to go.');
  await sort(block, ['Frontend', 'Frontend', 'Frontend', 'Backend', 'Frontend', 'Backend', 'Frontend', 'Backend']);
  await block.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(block).toHaveAttribute('data-verdict', 'wrong');
  await expect(block.locator('.hint')).toContainText('7 of 8 are sorted right.');
  const wrong = block.locator('[data-item="1"]');
  await expect(wrong).toHaveAttribute('data-verdict', 'wrong');
  await expect(wrong).toContainText('A check in the browser can be switched off');

  await wrong.getByRole('radio', { name: 'Frontend' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(wrong.getByRole('radio', { name: 'Backend' })).toBeChecked();
  await expect(wrong).toHaveAttribute('data-verdict', 'unanswered');
  await page.keyboard.press('Enter');
  await expect(block).toHaveAttribute('data-verdict', 'correct');
});

test('the answer can be shown, and the sorting begun again', async ({ lesson }) => {
  await lesson.open('client-or-server');
  const block = lesson.compare('client-or-server');
  await sort(block, ROLES.map(() => 'Client'));
  await block.getByRole('button', { name: 'Check', exact: true }).click();
  await block.locator('[data-action=show]').click();
  await expect(block).toHaveAttribute('data-verdict', 'shown');
  await expect(block.locator('.compared')).toContainText('Side by side');
  await block.locator('[data-action=again]').click();
  await expect(block).toHaveAttribute('data-verdict', 'unanswered');
  await expect(block.locator('input:checked')).toHaveCount(0);
});
