// Going through a page with the keyboard alone.
import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until the focus is on `target`. */
export async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, `${most} presses of Tab lead there`).toBeFocused();
}
