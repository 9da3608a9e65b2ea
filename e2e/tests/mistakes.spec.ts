// Every way to get the challenge wrong is told in words that a beginner understands: what was seen, and why it is not
// right.
import { mutant } from '../support/content';
import type { ExpectedReport } from '../support/report';
import { expect, test } from '../support/test';

interface Mistake extends ExpectedReport {
  /** The known wrong answer. */
  name: string;
  /** What the explanation must say. */
  says: (string | RegExp)[];
}

const MISTAKES: Mistake[] = [
  { name: 'wrong-body-punctuation', verdict: 'fail', says: ['nearly right', 'letter by letter'] },
  { name: 'wrong-body-real-time', verdict: 'fail', says: [/The status for GET \/time\S* is right, the body is not: it should be "Current time"/] },
  { name: 'wrong-status-created', verdict: 'fail', says: [/The body for POST \/echo\S* is right, the status is not: it should be 200 and is 201/] },
  { name: 'not-found-for-method', verdict: 'fail', says: ['was answered with 404, which says: there is nothing at this path', 'is known', 'the answer is 405'] },
  { name: 'method-for-not-found', verdict: 'fail', says: ['was answered with 405, which says: this path exists', 'the answer is 404'] },
  { name: 'query-not-ignored', verdict: 'fail', says: ['is the query and not part of the path', 'Cut the query off'] },
  { name: 'query-memorised', verdict: 'fail', says: ['is the query and not part of the path'] },
  { name: 'method-case-folded', verdict: 'fail', says: ['Methods are case-sensitive'] },
  { name: 'path-case-folded', verdict: 'fail', says: ['the whole path must match exactly'] },
  { name: 'missing-return', verdict: 'error', reasons: ['not-a-response'], says: ['came to its end without returning anything', 'Is a return missing'] },
  { name: 'returns-string', verdict: 'error', reasons: ['not-a-response'], says: ['returned only text', 'A response has two parts'] },
  { name: 'returns-number', verdict: 'error', reasons: ['not-a-response'], says: ['returned only the number'] },
  { name: 'async', verdict: 'error', reasons: ['not-a-response'], says: ['returned a promise', 'Take away async'] },
  { name: 'status-is-string', verdict: 'fail', says: ['A status code is a number: write it without quotes'] },
  { name: 'body-is-object', verdict: 'fail', says: ['Here a body is plain text'] },
  { name: 'body-missing', verdict: 'fail', says: ['has no body'] },
  { name: 'throws-on-unknown', verdict: 'error', reasons: ['threw'], says: [/threw in line \d+/, 'ends the function before it can return a response'] },
  { name: 'calls-itself', verdict: 'error', reasons: ['threw'], says: ['called itself again and again'] },
  { name: 'loops-for-ever', verdict: 'error', reasons: ['timeout'], says: [/did not answer GET \/hello within a second/, 'Most likely a loop never ends'] },
  { name: 'syntax-error', verdict: 'error', reasons: ['load-error'], says: [/JavaScript cannot read your code|Your code ends too early/] },
  { name: 'misnamed', verdict: 'error', reasons: ['no-entry'], says: ['There is no function named handleRequest', 'There is one named handleRequests'] },
];

for (const { name, says, ...expected } of MISTAKES) {
  test(`a mistake is told in words: ${name}`, async ({ workshop: { challenge } }) => {
    await challenge.submit(mutant(name), expected);
    for (const words of says) await expect(challenge.explanation.first()).toContainText(words);
    if (expected.verdict === 'fail') {
      await expect(challenge.report.locator('[data-cases=wrong] [data-case]').first()).toHaveAttribute('data-verdict', 'fail');
    }
  });
}

test('a place in the code is named, marked in the editor, and one press away', async ({ workshop: { challenge } }) => {
  await challenge.submit('function handleRequest(request) {\n  // two\n  return request.nothing.here;\n}', { verdict: 'error', reasons: ['threw'] });
  await expect(challenge.problem.first()).toContainText('TypeError');
  await challenge.problem.first().getByRole('button', { name: /^line 3/ }).click();
  await expect(challenge.rich).toBeFocused();
  await expect(challenge.block.locator('.cm-activeLine')).toContainText('request.nothing.here');
});
