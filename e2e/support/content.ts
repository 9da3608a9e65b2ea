// The lesson's own answers, read from where its author wrote them: the challenge's solution and the known mistakes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const CONTENT = join(import.meta.dirname, '../../exercises/content');
const CHALLENGE = join(CONTENT, '01-who-talks-to-whom/challenges/handle-request');

/** The author's solution. */
export const solution = readFileSync(join(CHALLENGE, 'solution.js'), 'utf8');
/** What the editor holds at first. */
export const starter = readFileSync(join(CHALLENGE, 'starter.js'), 'utf8').trimEnd();

/** Where the page gets the challenge from. */
export const CHALLENGE_DATA = '/content/challenges/handle-request.json';

/** The challenge as the page gets it, changed so that it takes promises of answers. */
export function takingPromises(json: string): string {
  return JSON.stringify({ ...(JSON.parse(json) as object), async: true });
}

/** A known wrong answer. */
export function mutant(name: string): string {
  return readFileSync(join(CHALLENGE, 'mutants', `${name}.js`), 'utf8');
}

/** A challenge, with all that proves it right. */
export interface Proof {
  id: string;
  starter: string;
  solution: string;
  /** Known wrong answers, each with the mistake that the judge must name. */
  mutants: { name: string; expect: string; code: string }[];
}

/** Every challenge of the course. */
export function challenges(): Proof[] {
  const folders = readdirSync(CONTENT)
    .map((lesson) => join(CONTENT, lesson, 'challenges'))
    .filter((it) => existsSync(it))
    .flatMap((it) => readdirSync(it).map((id) => join(it, id)));
  return folders.map((folder) => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const mutants = readdirSync(join(folder, 'mutants')).map((file) => {
      const code = read(join('mutants', file));
      return { name: file.replace(/\.js$/, ''), expect: /^\/\/ expect: (.+)$/m.exec(code)?.[1] ?? '', code };
    });
    return { id: basename(folder), starter: read('starter.js'), solution: read('solution.js'), mutants };
  });
}
