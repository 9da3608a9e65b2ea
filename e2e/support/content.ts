// The lesson's own answers, read from where its author wrote them: the challenge's solution and the known mistakes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CHALLENGE = join(import.meta.dirname, '../../exercises/content/01-who-talks-to-whom/challenges/handle-request');

/** The author's solution. */
export const solution = readFileSync(join(CHALLENGE, 'solution.js'), 'utf8');
/** What the editor holds at first. */
export const starter = readFileSync(join(CHALLENGE, 'starter.js'), 'utf8').trimEnd();

/** A known wrong answer. */
export function mutant(name: string): string {
  return readFileSync(join(CHALLENGE, 'mutants', `${name}.js`), 'utf8');
}
