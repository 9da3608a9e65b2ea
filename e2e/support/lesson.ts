// The first lesson, block by block, as a learner finds them.
import { expect, type Locator, type Page } from '@playwright/test';
import { Challenge } from './challenge';
import { Experiment } from './experiment';
import { Quiz } from './quiz';
import { open, untilPartLive } from './live';

/** Where the lesson is. */
export const LESSON = '/learn/who-talks-to-whom/';

export class Lesson {
  readonly challenge: Challenge;
  readonly experiment: Experiment;
  readonly quiz: Quiz;
  readonly tour: Locator;
  readonly greeting: Locator;
  readonly inspector: Locator;
  /** What is said to screen readers. */
  readonly announced: Locator;

  constructor(readonly page: Page) {
    this.challenge = new Challenge(page.locator('#handle-request'));
    this.experiment = new Experiment(page.locator('#first-requests'));
    this.quiz = new Quiz(page.locator('#who-talks'));
    this.tour = page.locator('#one-exchange');
    this.greeting = page.locator('#greeting');
    this.inspector = page.locator('#inspector');
    this.announced = page.locator('p[role=status][aria-live=polite]');
  }

  /** Goes to the lesson, and waits until the page and, where one is named, the block of this id are live. */
  async open(block?: string): Promise<void> {
    await open(this.page, LESSON);
    if (block) await untilPartLive(this.page.locator(`#${block}`));
  }

  /** The sorting exercise of this id. */
  compare(id: 'client-or-server' | 'frontend-or-backend'): Locator {
    return this.page.locator(`#${id}`);
  }

  /** Waits until this text is in IndexedDB under a key, so that a reload finds it. */
  async untilKept(key: string, text: string): Promise<void> {
    await expect
      .poll(() => stored(this.page, key), { message: `${key} is kept with ${text}` })
      .toContain(text);
  }
}

/** What IndexedDB holds of an activity, as text. */
export function stored(page: Page, key: string, store = 'records'): Promise<string> {
  return page.evaluate(
    ([key, store]) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('roundtrip');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction(store!).objectStore(store!).get(key!);
          reading.onsuccess = () => (database.close(), resolve(String(reading.result ?? '')));
          reading.onerror = () => (database.close(), reject(reading.error));
        };
      }),
    [key, store],
  );
}

/** Puts a text into IndexedDB as it stands. */
export function store(page: Page, key: string, text: string): Promise<void> {
  return page.evaluate(
    ([key, text]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('roundtrip');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction('records', 'readwrite');
          transaction.objectStore('records').put(text, key);
          transaction.oncomplete = () => (database.close(), resolve());
          transaction.onerror = () => (database.close(), reject(transaction.error));
        };
      }),
    [key, text],
  );
}
