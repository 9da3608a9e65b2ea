// What every measurement begins with: the browser that `cargo xtask bench` found, on the site that it serves.
import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";

/// Chromium on a server has no sandbox of its own for root, no graphics card, and nobody who wants its updates.
const SWITCHES = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Runs `measure(browser, base)` and writes what it returns, as JSON, to the file named on the command line.
 * CHROME is the browser's program, ROUNDTRIP_URL the address of the server, without a slash at its end.
 */
export async function report(measure) {
  const { CHROME: executablePath, ROUNDTRIP_URL: base } = process.env;
  const file = process.argv[2];
  if (!executablePath || !base || !file) {
    throw new Error("CHROME, ROUNDTRIP_URL and the name of a file for the figures are needed: `cargo xtask bench` gives them");
  }
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath, args: root ? ["--no-sandbox", ...SWITCHES] : SWITCHES });
  try {
    await writeFile(file, JSON.stringify(await measure(browser, base)));
  } finally {
    await browser.close();
  }
}

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
