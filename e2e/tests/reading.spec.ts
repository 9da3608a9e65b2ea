// What stands in the HTML itself: everything that is there to be read.
import { LESSON } from '../support/lesson';
import { expect, test } from '../support/test';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the lesson reads from beginning to end', async ({ page }) => {
    await page.goto(LESSON);
    await expect(page).toHaveTitle('Who talks to whom · Roundtrip');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who talks to whom');
    await expect(page.getByText('Both words name roles, not machines.')).toBeVisible();
    await expect(page.getByText('404 is an answer.')).toBeVisible();
    await expect(page.locator('.term-list dt').first()).toHaveText('Client');
    await expect(page.locator('.faq summary').first()).toHaveText('Can a server also be a client?');
    await page.getByText('Can a server also be a client?').click();
    await expect(page.getByText('Yes, and most are.')).toBeVisible();
  });

  test('figures, questions and code stand there', async ({ page }) => {
    await page.goto(LESSON);
    const figure = page.locator('#one-exchange figure');
    await expect(figure.getByRole('img', { name: 'Sequence of 5 messages' })).toBeVisible();
    await expect(figure.locator('.messages li')).toHaveCount(5);
    await expect(page.locator('#greeting textarea')).toHaveValue(/await getGreeting\("Alice"\)/);
    await expect(page.locator('#greeting pre')).toContainText('createServer');
    await expect(page.locator('#who-talks form.question')).toHaveCount(10);
    await expect(page.locator('#who-talks').getByText('What makes something a server?')).toBeVisible();
    await expect(page.locator('#first-requests [data-step]')).toHaveCount(4);
    await expect(page.locator('#client-or-server fieldset')).toHaveCount(8);
    await expect(page.locator('#handle-request .challenge-brief table')).toBeVisible();
    await expect(page.locator('#handle-request-code')).toHaveValue(/function handleRequest\(request\)/);
  });

  test('the other pages read, too, and links lead from one to the next', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('making them talk');
    await expect(page.locator('.card')).not.toHaveCount(0);
    await expect(page.locator('.card.coming').first()).toContainText('Coming');
    await page.getByRole('link', { name: 'Start the first lesson' }).click();
    await expect(page).toHaveURL(LESSON);
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Glossary' }).click();
    await expect(page.locator('dt#status-code')).toHaveText('Status code');
  });
});

test('the text is there while the WebAssembly is not, and the page says what is missing', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(LESSON);
  await expect(page.getByText('Both words name roles, not machines.')).toBeVisible();
  await expect(page.locator('#boot-failed')).toBeVisible();
  await expect(page.locator('#boot-failed')).toContainText('could not be loaded');
  await expect(page.locator('#boot-failed')).toContainText('The text stays readable');
  await expect(page.locator('html')).not.toHaveAttribute('data-live');
});
