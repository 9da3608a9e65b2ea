// A challenge's report, looked at from inside the page. These functions are sent there, by whatever drives the browser, so
// they use nothing that is outside of them. What they bring is held against what it must be, here.
import { expect } from '@playwright/test';

/** What a report says in the form that is made for tools, and in words. */
export interface Told {
  verdict?: string;
  reason?: string;
  text: string;
  problem: string;
  /** The mistake that is named first; empty where none is. */
  mistake: string;
  /** How many lines of the console it shows. */
  logs: number;
}

/** Waits, from now on, until a run ends; in an object, so that it is handed over and not waited for. */
export function ending(report: Element, within: number): { promise: Promise<void> } {
  const promise = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the run has not ended within ${within} ms`)), within);
    const observer = new MutationObserver(() => {
      if ((report as HTMLElement).dataset.state !== 'done') return;
      observer.disconnect();
      clearTimeout(late);
      resolve();
    });
    observer.observe(report, { attributeFilter: ['data-state'] });
  });
  return { promise };
}

/** What the report says. */
export function told(report: Element): Told {
  const { verdict, reason } = (report as HTMLElement).dataset;
  const words = (selector: string) => report.querySelector(selector)?.textContent ?? '';
  return {
    verdict,
    reason,
    text: report.textContent ?? '',
    problem: words('[data-problem]'),
    mistake: (report.querySelector('[data-mistake]') as HTMLElement | null)?.dataset.mistake ?? '',
    logs: report.querySelectorAll('[data-console] li').length,
  };
}

/** How long the page takes to paint twice, in milliseconds. */
export function twoFrames(): Promise<number> {
  const began = performance.now();
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
  });
}

/** What a report must say. */
export interface ExpectedReport {
  verdict: 'pass' | 'fail' | 'error';
  /** One of these is the right reason; none is right where this is left out or empty. */
  reasons?: string[];
  /** The mistake that must be named. */
  symptom?: string;
  /** The line of the learner's code that must be named. */
  line?: number;
  /** Console lines must be shown. */
  logs?: boolean;
}

/** Holds what a report says against what it must say. */
export function expectTold(told: Told, expected: ExpectedReport): void {
  const { verdict, reasons = [], symptom, line, logs } = expected;
  expect(told.verdict, told.text).toBe(verdict);
  if (reasons.length > 0) expect(reasons, told.text).toContain(told.reason);
  else expect(told.reason, told.text).toBeUndefined();
  if (symptom) expect(told.mistake, told.text).toBe(symptom);
  if (line) expect(told.problem, told.text).toMatch(new RegExp(`\\bline ${line}\\b`));
  if (logs) expect(told.logs, told.text).toBeGreaterThan(0);
}
