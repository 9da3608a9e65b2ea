// A memory bomb whose deadline is lifted: how much memory the browser holds is watched from outside, so that the machine
// survives whatever the browser makes of it.
import { readdirSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';

/** How often memory and the page are looked at, in milliseconds. */
const PAUSE = 200;
/** The longest that a bomb is watched, in milliseconds. */
const PATIENCE = 20_000;

/** So much may a bomb take before it is ended from outside, in bytes; less on a machine that has little. */
export const BOUND = Math.min(3 * 2 ** 30, freemem() * 0.4);

/**
 * Lifts the deadline of runs: it is counted by `performance.now` in the page, which `holdClock(true)` stops there. This
 * is to be run in a page before its own scripts.
 */
export function holdableClock(): void {
  const now = performance.now.bind(performance);
  let held: number | undefined;
  performance.now = () => held ?? now();
  Object.assign(window, { holdClock: (hold: boolean) => (held = hold ? now() : undefined) });
}

/** Stops the page's clock, or lets it go on. */
export function holdClock(hold: boolean): void {
  (window as unknown as { holdClock: (hold: boolean) => void }).holdClock(hold);
}

/** Resident memory of everything that this process has started, in bytes; none where the system does not say. */
function memory(): number | undefined {
  const children = new Map<number, { parent: number; bytes: number }>();
  try {
    for (const name of readdirSync('/proc').filter((it) => /^\d+$/.test(it))) {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        children.set(Number(name), { parent: field('PPid'), bytes: field('VmRSS') * 1024 });
      } catch {
        // It has ended meanwhile.
      }
    }
  } catch {
    return undefined;
  }
  const isOurs = (id: number): boolean => id === process.pid || (children.has(id) && isOurs(children.get(id)!.parent));
  return [...children].filter(([id]) => isOurs(id)).reduce((sum, [, it]) => sum + it.bytes, 0);
}

/** How a bomb ended. */
export interface Bang {
  /** The most memory that was held beyond what was held before, in bytes. */
  peak: number;
  /** What ended it: the engine, which gave the memory back; the bound; or time. */
  by: 'engine' | 'bound' | 'time';
}

/** Watches from `before` on until a bomb has ended or must be ended. `alive` is asked again and again. */
export async function watchBomb(before: number, alive: () => Promise<void>): Promise<Bang> {
  const end = Date.now() + PATIENCE;
  let peak = 0;
  while (Date.now() < end) {
    await alive();
    const more = held() - before;
    if (more > BOUND) return { peak: more, by: 'bound' };
    if (peak > 2 ** 29 && more < peak / 2) return { peak, by: 'engine' };
    peak = Math.max(peak, more);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return { peak, by: 'time' };
}

/** Memory held now, in bytes; zero where the system does not say. */
export function held(): number {
  return memory() ?? 0;
}
