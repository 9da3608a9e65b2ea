// Everything that a page complains about: console messages of every level, errors nobody caught, violations of its
// policy, and requests that failed.
import { expect, type Page } from '@playwright/test';

export class Watch {
  readonly console: string[] = [];
  readonly errors: string[] = [];
  /** `GET /content/course.json (fetch)`, in the order in which they were sent. A new document of the page is a `page`. */
  readonly requests: string[] = [];

  constructor(page: Page) {
    page.on('console', (it) => this.console.push(`${it.type()}: ${it.text()} (${it.location().url})`));
    page.on('pageerror', (it) => this.errors.push(String(it)));
    page.on('request', (it) => {
      const kind = it.isNavigationRequest() && it.frame() === page.mainFrame() ? 'page' : it.resourceType();
      const { pathname, search } = new URL(it.url());
      this.requests.push(`${it.method()} ${pathname}${search} (${kind})`);
    });
  }

  /** Nothing was said: no message of any level, no error. Chromium reports a broken policy on the console, too. */
  expectSilence(): void {
    expect(this.console, 'the console is empty').toEqual([]);
    expect(this.errors, 'no error went uncaught').toEqual([]);
  }

  /** The requests since `from` that are of a kind: `page`, `fetch`, … */
  since(from: number, kind: string): string[] {
    return this.requests.slice(from).filter((it) => it.endsWith(`(${kind})`)).map((it) => it.replace(/ \(.*$/, ''));
  }
}

/** Has violations of the page's policy kept, in every frame, from the first moment; `violations` reads them. */
export async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const kept: string[] = [];
    Object.assign(window, { violations: kept });
    addEventListener('securitypolicyviolation', (it) => kept.push(`${it.violatedDirective}: ${it.blockedURI}`));
  });
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
}
