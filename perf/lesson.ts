import type { Page } from '@playwright/test';
import { servedBrowser } from '../cli/support/servedBrowser';
import { answerTime } from './answerTime';
import { type Bench, type Metric, metric } from './bench';

const rounds = 5;

/** A reader acts at once, or after so many seconds. */
const READING = 4;

interface Control {
  readonly name: string;
  /** Gets the page to where the control can be used; by then it can. */
  before?(page: Page): Promise<void>;
  act(page: Page): Promise<void>;
  /** An expression that holds once the figure has answered. */
  readonly answered: string;
}

const figure = `document.querySelector('.lesson-figure')`;
const status = `(${figure}?.querySelector('[role=status]')?.textContent ?? '')`;
/** No figure says any more that it is getting ready. */
const opened = `${status} !== '' && !/^(Opening|Setting|Waking|Playing)/.test(${status})`;
/** How many moves the board in chapter 2 has seen. */
const moves = `[...document.querySelectorAll('.game-score dd strong')].at(-1)?.textContent`;
const legalMove = (page: Page) =>
  page
    .getByRole('region', { name: 'Legal rewrites', exact: true })
    .locator('li button:not(:disabled)')
    .first();
/** The speed-up that the clock gave of a board, or of a dream; or that it could not tell. */
const said = /×\d|too busy/.source;

const chapters: readonly (readonly Control[])[] = [
  [
    {
      name: 'a card tells about itself',
      act: (page) => page.getByRole('button', { name: /^Conv/ }).first().click(),
      answered: `/multiplications: /.test(${status})`,
    },
    {
      name: 'next section',
      act: (page) => page.getByRole('button', { name: 'Next section' }).click(),
      answered: `/constants/.test(${figure}?.getAttribute('aria-label') ?? '')`,
    },
  ],
  [
    {
      name: 'a move is made',
      act: (page) => legalMove(page).click(),
      answered: `${moves} === '1'`,
    },
    {
      name: 'a move is measured',
      act: (page) => legalMove(page).click(),
      answered: `${moves} === '2' && /${said}/.test(${status})`,
    },
  ],
  [
    {
      name: 'dream again',
      before: (page) => page.evaluate(`window.said = ${status}; undefined`),
      act: (page) => page.getByRole('button', { name: 'Dream again' }).click(),
      answered: `${status} !== window.said`,
    },
    {
      name: 'temperature',
      before: async (page) => {
        await page.getByRole('slider', { name: 'Temperature' }).focus();
        await page.evaluate(`window.said = ${status}; undefined`);
      },
      act: (page) => page.keyboard.press('End'),
      answered: `${status} !== window.said`,
    },
    {
      name: 'check',
      act: (page) => page.getByRole('button', { name: 'Check' }).click(),
      answered: `/legal/.test(${status})`,
    },
  ],
  [
    {
      name: 'train: first game is drawn',
      act: (page) => page.getByRole('button', { name: 'Train' }).click(),
      answered: `document.querySelector('.game-line') !== null`,
    },
  ],
  [
    {
      name: 'ask the clock: first answer',
      before: async (page) => {
        const ask = page.getByRole('button', { name: 'Ask the clock' });
        for (let i = 0; i < 12 && !(await ask.isEnabled()); i++) {
          await page.getByRole('button', { name: /Another dream/ }).click();
          await page.waitForTimeout(400);
        }
      },
      act: (page) => page.getByRole('button', { name: 'Ask the clock' }).click(),
      // The clock's word, or its refusal, which stands above the figure.
      answered: `/measured ×\\d/.test(${status}) || ${figure}?.querySelector('[role=alert]') != null`,
    },
  ],
];

/** From a click in a chapter of the lesson to the figure's first answer; wanted: within two seconds. */
export const lesson: Bench = {
  name: 'lesson',
  about: 'the lesson in a fresh profile: a chapter opens, and each main control gives its first answer',
  run: async () => {
    const { url, browser, close } = await servedBrowser({}, 'none');
    const samples = new Map<string, number[]>();
    const keep = (name: string, ms: number) => samples.set(name, [...(samples.get(name) ?? []), ms]);
    try {
      for (const [i, controls] of chapters.entries()) {
        const chapter = `chapter ${i + 1}`;
        for (let round = -1; round < rounds; round++) {
          for (const reading of [0, READING]) {
            const context = await browser.newContext({
              viewport: { width: 1280, height: 800 },
              serviceWorkers: 'block',
              // What an answer looks like is an expression that is evaluated in the page.
              bypassCSP: true,
            });
            const page = await context.newPage();
            await page.goto(`${url}?lesson=${i + 1}`);
            await page.waitForFunction(opened);
            // The first one starts the browser's own processes.
            if (round >= 0 && reading === 0)
              keep(`${chapter}: opens`, await page.evaluate(() => performance.now()));
            await page.waitForTimeout(1000 * reading);
            for (const { name, before, act, answered } of controls) {
              await before?.(page);
              const ms = await answerTime(page, () => act(page), answered);
              const when = reading === 0 ? 'at once' : `after ${reading} s`;
              if (round >= 0) keep(`${chapter}: ${name}, ${when}`, ms);
            }
            await context.close();
          }
        }
      }
    } finally {
      await close();
    }
    const metrics: Record<string, Metric> = {};
    for (const [name, list] of samples) metrics[name] = metric(list);
    return metrics;
  },
};
