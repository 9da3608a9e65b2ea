// The strongest attacks of every class, where the function is another one than the first lesson's: with a store and a clock,
// as a client, and in Python. Those in JavaScript are the files of `index.ts`, turned to another function.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { challenges } from '../support/content';
import type { ExpectedReport } from '../support/report';
import type { Attack } from './index';

/** A challenge that is attacked. */
export interface Place {
  id: string;
  entry: string;
  language: 'JavaScript' | 'Python';
  solution: string;
  attacks: PlacedAttack[];
}

export interface PlacedAttack extends ExpectedReport {
  file: string;
  kind: Attack['kind'];
  /** Firefox runs it, too. */
  firefox?: true;
}

const proof = (id: string) => challenges().find((it) => it.id === id)!;

/** What is expected of these whatever the function is. */
const ANYWHERE: PlacedAttack[] = [
  { file: 'hang-in-handler', kind: 'hang', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', firefox: true },
  { file: 'memory-small-objects', kind: 'memory', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'flood-console', kind: 'flood', verdict: 'pass' },
  { file: 'close-worker', kind: 'close', verdict: 'pass', firefox: true },
  { file: 'forge-messages', kind: 'forge', verdict: 'fail' },
  { file: 'forge-reflection', kind: 'forge', verdict: 'fail', firefox: true },
  { file: 'forge-iterators', kind: 'forge', verdict: 'fail', firefox: true },
  { file: 'read-globals', kind: 'read', verdict: 'pass' },
  { file: 'poison-globals', kind: 'poison', verdict: 'pass', firefox: true },
  { file: 'network-fetch', kind: 'network', verdict: 'pass' },
  { file: 'network-import', kind: 'network', verdict: 'pass', firefox: true },
  { file: 'storage-late', kind: 'storage', verdict: 'pass' },
  { file: 'late-changes', kind: 'late', verdict: 'pass' },
  { file: 'value-throwing-getter', kind: 'value', verdict: 'fail' },
  { file: 'source-break-out', kind: 'source', verdict: 'error', reasons: ['load-error'], symptom: 'syntax-error' },
];

const CLIENT: PlacedAttack[] = [
  ...ANYWHERE,
  { file: 'client/forge-record', kind: 'forge', verdict: 'fail', firefox: true },
  { file: 'client/forge-promises', kind: 'forge', verdict: 'fail' },
];

const PYTHON: PlacedAttack[] = [
  { file: 'python/hang', kind: 'hang', verdict: 'error', reasons: ['timeout'], symptom: 'timeout', firefox: true },
  { file: 'python/memory', kind: 'memory', verdict: 'error', reasons: ['memory', 'timeout', 'threw'] },
  { file: 'python/flood', kind: 'flood', verdict: 'pass' },
  { file: 'python/close', kind: 'close', verdict: 'error', reasons: ['threw'] },
  { file: 'python/forge_builtins', kind: 'forge', verdict: 'fail', firefox: true },
  { file: 'python/forge_lines', kind: 'forge', verdict: 'fail' },
  { file: 'python/read', kind: 'read', verdict: 'pass' },
  { file: 'python/poison', kind: 'poison', verdict: 'pass', firefox: true },
  { file: 'python/network', kind: 'network', verdict: 'pass', firefox: true },
  { file: 'python/storage', kind: 'storage', verdict: 'pass' },
  { file: 'python/value', kind: 'value', verdict: 'fail', symptom: 'missing-status' },
  { file: 'python/source', kind: 'source', verdict: 'error', reasons: ['load-error'] },
];

export const places: Place[] = [
  { id: 'token-bucket', entry: 'handleRequest', language: 'JavaScript', solution: proof('token-bucket').solution, attacks: ANYWHERE },
  { id: 'try-again', entry: 'send', language: 'JavaScript', solution: proof('try-again').solution, attacks: CLIENT },
  { id: 'handle-request', entry: 'handle_request', language: 'Python', solution: proof('handle-request').python!.solution, attacks: PYTHON },
];

/** The code of an attack on the function of a place. */
export function sourceAt(place: Place, attack: PlacedAttack, origin: string): string {
  const answer = place.solution.replaceAll(new RegExp(`\\b${place.entry}\\b`, 'g'), 'answer');
  const read = (ending: string) => readFileSync(join(import.meta.dirname, attack.file + ending), 'utf8');
  // Whatever the function is given, it hands on.
  const turned = (code: string) => code.replace(/\b(handleRequest|answer)\(request\)/g, '$1(one, two, three)').replaceAll('handleRequest', place.entry);
  const code = place.language === 'Python' ? read('.py') : turned(read('.js'));
  return code.replace('__SOLUTION__', () => answer.trimEnd()).replaceAll('__ORIGIN__', origin);
}
