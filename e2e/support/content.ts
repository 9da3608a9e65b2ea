// The lesson's own answers, read from where its author wrote them: the challenge's solution and the known mistakes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const CONTENT = join(import.meta.dirname, '../../exercises/content');
const CHALLENGE = join(CONTENT, '01-who-talks-to-whom/challenges/handle-request');

/** The author's solution. */
export const solution = readFileSync(join(CHALLENGE, 'solution.js'), 'utf8');
/** What the editor holds at first. */
export const starter = readFileSync(join(CHALLENGE, 'starter.js'), 'utf8').trimEnd();

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

/** A Parsons problem: what `Proof` holds, and the lines. */
export interface Lines extends Proof {
  /** The right program, line by line, each with how many steps deep it stands. */
  lines: { text: string; level: number }[];
  /** The lines that do not belong. */
  wrong: string[];
}

/** The folders of all challenges. */
function folders(): string[] {
  return readdirSync(CONTENT)
    .map((lesson) => join(CONTENT, lesson, 'challenges'))
    .filter((it) => existsSync(it))
    .flatMap((it) => readdirSync(it).map((id) => join(it, id)));
}

function mutants(folder: string): Proof['mutants'] {
  return readdirSync(join(folder, 'mutants')).map((file) => {
    const code = readFileSync(join(folder, 'mutants', file), 'utf8');
    return { name: file.replace(/\.js$/, ''), expect: /^\/\/ expect: (.+)$/m.exec(code)?.[1] ?? '', code };
  });
}

/** Every challenge of the course in which code is written. */
export function challenges(): Proof[] {
  const written = folders().filter((it) => existsSync(join(it, 'starter.js')));
  return written.map((folder) => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { id: basename(folder), starter: read('starter.js'), solution: read('solution.js'), mutants: mutants(folder) };
  });
}

/** Every challenge of the course whose lines are put in order. */
export function problems(): Lines[] {
  const given = folders().filter((it) => existsSync(join(it, 'parsons.js')));
  return given.map((folder) => {
    const all = readFileSync(join(folder, 'parsons.js'), 'utf8').trimEnd().split('\n');
    const right = all.filter((it) => !it.trim().startsWith('//~'));
    const wrong = all.filter((it) => !right.includes(it)).map((it) => it.trim().replace(/^\/\/~ */, ''));
    const lines = right.map((it) => ({ text: it.trim(), level: (it.length - it.trimStart().length) / 2 }));
    return { id: basename(folder), starter: '', solution: `${right.join('\n')}\n`, mutants: mutants(folder), lines, wrong };
  });
}
