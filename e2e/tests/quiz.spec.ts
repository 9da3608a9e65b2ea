// The quiz: every kind of question answered right and wrong, and answers from before the page was live.
import { holdWebAssembly, untilPartLive } from '../support/live';
import { LESSON } from '../support/lesson';
import type { Quiz } from '../support/quiz';
import { expect, test } from '../support/test';

const ORDER = ['The client needs', 'The request travels', 'The server finds', 'The server sends', 'The client uses'];
const PARTNERS = [
  'a web server, over HTTP',
  'a mail server, over SMTP',
  'a mail server, over IMAP or POP3',
  'a database server, in SQL',
  'a DNS server',
];

/** Every question, answered right. */
const RIGHT: [string, (quiz: Quiz, id: string) => Promise<void>][] = [
  ['what-makes-a-server', (quiz, id) => quiz.question(id).choose('A program that waits for requests')],
  ['which-are-clients', (quiz, id) => quiz.question(id).choose('A phone app', 'in a terminal', 'asks a weather service')],
  ['in-order', (quiz, id) => quiz.question(id).arrange(...ORDER)],
  ['address', (quiz, id) => quiz.question(id).fill(' Port ')],
  ['who-serves-whom', (quiz, id) => quiz.question(id).match(...PARTNERS)],
  ['what-404-says', (quiz, id) => quiz.question(id).choose('The server was reached')],
  ['news', (quiz, id) => quiz.question(id).choose('The page has to ask')],
  ['fetch-and-500', (quiz, id) => quiz.question(id).choose('The next line runs')],
  ['localhost-link', (quiz, id) => quiz.question(id).choose('An error, or some other program')],
  ['where-to-check', (quiz, id) => quiz.question(id).choose('Decide whether', 'Work out the amount', 'Keep the key')],
];

test('all questions answered right: a full score that is kept', async ({ page, lesson }) => {
  await lesson.open('who-talks');
  for (const [id, answer] of RIGHT) {
    await answer(lesson.quiz, id);
    await lesson.quiz.question(id).check();
    await lesson.quiz.question(id).expectVerdict('correct');
    await expect(lesson.quiz.question(id).feedback).toContainText('Right.');
  }
  await expect(lesson.quiz.score).toContainText('10 of 10 answered right, 10 at the first try.');
  await expect(lesson.quiz.score).toHaveAttribute('data-done', 'true');
  await lesson.untilKept('who-talks', '"done":true');

  await page.reload();
  await untilPartLive(lesson.quiz.block);
  await expect(lesson.quiz.score).toContainText('10 of 10 answered right');
  await lesson.quiz.question('in-order').expectVerdict('correct');
  expect((await lesson.quiz.question('in-order').lines())[0]).toContain('The client needs');
});

test('a wrong choice is explained by its own words, and can be mended', async ({ lesson }) => {
  await lesson.open('who-talks');
  const question = lesson.quiz.question('what-404-says');
  await question.choose('The server with the pictures is down');
  await question.check();
  await question.expectVerdict('wrong');
  await expect(question.feedback).toContainText('Not yet.');
  await expect(question.feedback).toContainText('A server that is down sends no response, and so no status code.');
  await expect(question.feedback).not.toContainText('So look at the address first');
  await expect(lesson.announced).toContainText('Question 6: Not yet.');
  await question.choose('The server was reached');
  await question.check();
  await question.expectVerdict('correct');
  await expect(question.feedback).toContainText('So look at the address first');
  await expect(lesson.quiz.score).toContainText('1 of 10 answered right, 0 at the first try.');
});

test('several choices: what is astray and what is missing are told apart', async ({ lesson }) => {
  await lesson.open('who-talks');
  const question = lesson.quiz.question('which-are-clients');
  await question.choose('A phone app');
  await question.check();
  await expect(question.feedback).toContainText('all you chose belongs, but something is missing');
  await question.choose('A phone app', 'in a terminal', 'asks a weather service', 'listens on port 80');
  await question.check();
  await expect(question.feedback).toContainText('something you chose does not belong');
  await expect(question.feedback).toContainText('It waits to be asked: that is a server.');
  await question.expectVerdict('wrong');
});

test('a wrong order, a wrong word and a wrong match say what is wrong', async ({ lesson }) => {
  await lesson.open('who-talks');
  const order = lesson.quiz.question('in-order');
  await order.arrange('The client needs', 'The server finds', 'The request travels', 'The server sends', 'The client uses');
  await order.check();
  await order.expectVerdict('wrong');
  await expect(order.feedback).toContainText('3 of 5 stand where they belong');

  const word = lesson.quiz.question('address');
  await word.fill('URL');
  await word.check();
  await word.expectVerdict('wrong');
  await expect(word.feedback).toContainText('A URL holds the whole');
  await word.fill('banana');
  await word.check();
  await expect(word.feedback).toContainText('It is a number after a colon');

  const match = lesson.quiz.question('who-serves-whom');
  await match.match(PARTNERS[0]!, PARTNERS[2]!, PARTNERS[1]!, PARTNERS[3]!, PARTNERS[4]!);
  await match.check();
  await match.expectVerdict('wrong');
  await expect(match.feedback).toContainText('3 of 5 pairs are right');
  await match.form.locator('[data-action=show]').click();
  await match.expectVerdict('shown');
  await expect(match.form.getByRole('combobox').nth(1)).toHaveValue(/\d/);
});

test('nothing chosen is not wrong: it is asked for', async ({ lesson }) => {
  await lesson.open('who-talks');
  const question = lesson.quiz.question('news');
  await question.check();
  await question.expectVerdict('unanswered');
  await expect(question.form.locator('.hint')).not.toBeEmpty();
});

test('the quiz can be tried again, and that undone', async ({ lesson }) => {
  await lesson.open('who-talks');
  await lesson.quiz.question('address').fill('port');
  await lesson.quiz.question('address').check();
  await lesson.quiz.question('address').expectVerdict('correct');
  await lesson.quiz.score.locator('[data-action=again]').click();
  await lesson.quiz.question('address').expectVerdict('unanswered');
  await expect(lesson.quiz.question('address').form.getByRole('textbox')).toHaveValue('');
  await lesson.quiz.score.locator('[data-action=again]').click();
  await lesson.quiz.question('address').expectVerdict('correct');
});

test('answers given before the page is live stay, and a Check pressed then is carried out', async ({ page, lesson, watch }) => {
  const openGate = await holdWebAssembly(page);
  await page.goto(LESSON);
  const checked = lesson.quiz.question('address');
  const waiting = lesson.quiz.question('news');
  const matched = lesson.quiz.question('who-serves-whom');
  await waiting.choose('The page has to ask');
  await matched.match(...PARTNERS);
  await checked.fill('port');
  await checked.check();
  await checked.expectVerdict('unanswered');
  openGate();
  await checked.expectVerdict('correct');
  await expect(checked.feedback).toContainText('Right.');
  await expect(waiting.form.locator('input:checked')).toHaveCount(1);
  await waiting.check();
  await waiting.expectVerdict('correct');
  await matched.check();
  await matched.expectVerdict('correct');
  watch.expectSilence();
});
