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
  /** The same in Python, where it can be written in it. */
  python?: Omit<Proof, 'id' | 'python'>;
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

function mutants(folder: string, ending: string): Proof['mutants'] {
  const files = readdirSync(join(folder, 'mutants')).filter((it) => it.endsWith(ending));
  return files.map((file) => {
    const code = readFileSync(join(folder, 'mutants', file), 'utf8');
    return { name: file.slice(0, -ending.length), expect: /^(?:\/\/|#) expect: (.+)$/m.exec(code)?.[1] ?? '', code };
  });
}

/** Every challenge of the course in which code is written. */
export function challenges(): Proof[] {
  const written = folders().filter((it) => existsSync(join(it, 'starter.js')));
  return written.map((folder) => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const programs = (ending: string) => ({
      starter: read(`starter${ending}`),
      solution: read(`solution${ending}`),
      mutants: mutants(folder, ending),
    });
    const python = existsSync(join(folder, 'starter.py')) ? programs('.py') : undefined;
    return { id: basename(folder), ...programs('.js'), python };
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
    return { id: basename(folder), starter: '', solution: `${right.join('\n')}\n`, mutants: mutants(folder, '.js'), lines, wrong };
  });
}
