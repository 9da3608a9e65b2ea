// When a page is ready to be used: it comes alive as a whole first, then part by part.
import { expect, type Locator, type Page } from '@playwright/test';

/** Waits until the page itself answers. */
export async function untilLive(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-live');
}

/** The part that a block belongs to: the innermost place around it. */
export function partOf(block: Locator): Locator {
  return block.page().locator('.slot', { has: block }).last();
}

/** Brings a block near, and waits until its part has arrived. */
export async function untilPartLive(block: Locator): Promise<void> {
  await block.scrollIntoViewIfNeeded();
  await expect(partOf(block)).toHaveAttribute('data-live');
}

/** Goes to a page of the site and waits until it is live. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilLive(page);
}

/** Brings every part of the page to life, top to bottom, but for the exchange list, the sheet of keys and what is folded
 * away: those come when they are asked for. */
export async function untilAllLive(page: Page): Promise<void> {
  await untilLive(page);
  for (const slot of await page.locator('#main .slot:not(#keys *, details *)').all()) {
    // Those without anything to see yet arrive by themselves.
    if (await slot.isVisible()) await slot.scrollIntoViewIfNeeded();
    await expect(slot).toHaveAttribute('data-live');
  }
}

/** A gate before the page's WebAssembly: it arrives when the gate is opened. */
export async function holdWebAssembly(page: Page): Promise<() => void> {
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  await page.route('**/*.wasm', async (route) => {
    await gate;
    await route.continue();
  });
  return open;
}
