// The browser tests: what a learner does, in real headless Chromium, against the real server with the built site; and
// what must hold in another engine as well, in Firefox. `cargo xtask test` gives CHROME, FIREFOX, ROUNDTRIP_SERVER and ROUNDTRIP_SITE; without them the usual places are taken.
import { defineConfig } from '@playwright/test';

/** Chromium on a server has no sandbox of its own for root, no graphics card, and nobody who wants its updates. */
const SWITCHES = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const root = process.getuid?.() === 0;

export default defineConfig({
  outputDir: 'results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  // Firefox is not driven by Playwright: support/firefox.ts starts it.
  projects: [
    { name: 'chromium', testDir: 'tests' },
    { name: 'firefox', testDir: 'firefox' },
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    contextOptions: { reducedMotion: 'reduce' },
    // `--trace retain-on-failure` on the command line keeps a recording to step through.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME ?? '/usr/bin/chromium',
      args: root ? ['--no-sandbox', ...SWITCHES] : SWITCHES,
    },
  },
});
