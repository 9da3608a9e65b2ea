// Firefox as a distribution ships it, for what has to hold in a second engine. Playwright drives only a build of its own,
// so this one is driven by puppeteer over WebDriver BiDi; tests are written, run and counted as all others are.
import { test as base } from '@playwright/test';
import { launch, type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { ending, told, type Told } from './report';
import { type Server, serving } from './server';

/** The longest that anything but a run may take, in milliseconds. */
const DEADLINE = 20_000;

/** Where distributions put it; `cargo xtask test` gives FIREFOX. */
const PROGRAM = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** What would reach out by itself, and would be in the way of a test. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  'toolkit.telemetry.enabled': false,
  'ui.prefersReducedMotion': 1,
};

/** A page of the site with a challenge in it. */
export class FirefoxPage {
  /** Console messages of every level, errors nobody caught, and what broke the page's policy. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(DEADLINE);
    page.on('console', (it) => this.complaints.push(`${it.type()}: ${it.text()} (${it.location().url})`));
    page.on('pageerror', (it) => this.complaints.push(String(it)));
  }

  /** Changes what one address brings, on its way to the page. */
  async change(address: string, change: (text: string) => string): Promise<void> {
    await this.page.setRequestInterception(true);
    this.page.on('request', async (request) => {
      if (request.url() !== address) return request.continue();
      const answer = await fetch(address);
      await request.respond({ status: answer.status, contentType: 'application/json', body: change(await answer.text()) });
    });
  }

  /** Goes to a page of the site, and waits until it is live. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.waitForSelector('html[data-live]');
  }

  /** A challenge on the page, once CodeMirror stands in it. */
  async challenge(id: string): Promise<FirefoxChallenge> {
    const block = await this.page.waitForSelector(`#${id}`);
    if (!block) throw new Error(`the page has no #${id}`);
    await block.evaluate((it) => it.scrollIntoView());
    await this.page.waitForSelector(`#${id} >>> .cm-content`);
    return new FirefoxChallenge(this.page, block, id);
  }
}

/** A challenge: its editor, its button and its report. */
export class FirefoxChallenge {
  constructor(
    private readonly page: Page,
    private readonly block: ElementHandle<Element>,
    private readonly id: string,
  ) {}

  /** Puts code in place of what is in the editor: the keyboard chooses what is there, and the code is
   * inserted as one piece of typing. */
  async write(code: string): Promise<void> {
    const editor = await this.page.waitForSelector(`#${this.id} >>> .cm-content`);
    if (!editor) throw new Error('the editor is gone');
    await editor.focus();
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    const first = await editor.evaluate(async (it, code) => {
      document.execCommand('insertText', false, code);
      await new Promise(requestAnimationFrame); // the editor takes over what was typed
      return it.querySelector('.cm-line')?.textContent;
    }, code);
    if (first !== code.split('\n')[0]) throw new Error(`the editor begins with "${first}"`);
  }

  /** Presses the button that runs the tests, and stops them while they run. */
  async press(): Promise<void> {
    const run = await this.block.$('[data-action=run]');
    if (!run) throw new Error('the challenge has no button');
    // A click goes to a place, whatever is there: not where the exchange list may cover the button.
    await run.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await run.click();
  }

  /** Whether the last run has ended. */
  isDone(): Promise<boolean> {
    return this.block.$eval('[data-report]', (it) => (it as HTMLElement).dataset.state === 'done');
  }

  /** Does something that begins a run, and gives what its report says once it has ended. */
  async untilEnded(begin: () => Promise<void>, within: number): Promise<Told> {
    const report = await this.block.$('[data-report]');
    if (!report) throw new Error('the challenge has no report');
    const ended = await report.evaluateHandle(ending, within);
    await begin();
    await ended.evaluate((it) => it.promise);
    return report.evaluate(told);
  }

  /** Runs this code, and gives what its report says. A run that does not end `within` milliseconds is an error. */
  async submit(code: string, within = 10_000): Promise<Told> {
    await this.write(code);
    return this.untilEnded(() => this.press(), within);
  }
}

interface Shared {
  server: Server;
  firefox: Browser;
}

export const test = base.extend<{ tab: FirefoxPage }, Shared>({
  server: [serving, { scope: 'worker' }],
  firefox: [
    async ({}, use) => {
      const browser = await launch({ browser: 'firefox', executablePath: PROGRAM, extraPrefsFirefox: PREFERENCES, timeout: 60_000 });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  tab: async ({ firefox }, use) => {
    const page = await firefox.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await use(new FirefoxPage(page));
    await page.close();
  },
});
