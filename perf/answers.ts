import type { Page } from '@playwright/test';
import { openPage } from '../cli/support/page';
import { intoView } from '../e2e/support/intoView';
import { answerTime } from './answerTime';
import { type Metric, metric } from './bench';
import { modelPath } from './models';
import { openFolded } from './openFolded';
import { rewritesOutside } from './rewritesOutside';

const rounds = 5;
const rewrites = 6;
/** Operators, parts of names and of shapes. */
const words = ['erf', '768', '128', 'cls', 'tran', 'embe', 'sli'];
/** Those whose figures are at hand, and those that a worker is asked for. */
const overlays = ['Multiply-adds', 'Bytes moved', 'Where rewrites apply'];
const agent = 'Where the agent would act next';

/**
 * From a key or a click to its painted answer on an open bert_base, each round on a fresh page; nothing where the model
 * is not here.
 */
export async function answersOfCanvas(): Promise<Record<string, Metric>> {
  const file = modelPath('bert_base');
  if (file === null) return {};
  const trace = await rewritesOutside(file, rewrites, 1);
  const samples = new Map<string, number[]>();
  const { page, close } = await openPage('', {}, 'none');
  try {
    // Before the first round that counts, the browser starts what it needs.
    for (let round = -1; round < rounds; round++) {
      await openFolded(page, file, trace);
      const take = async (name: string, act: () => Promise<void>, answered: string): Promise<void> => {
        const ms = await answerTime(page, act, answered);
        if (round >= 0) samples.set(name, [...(samples.get(name) ?? []), ms]);
      };
      await step(page, take);
      await unfold(page, take);
      await find(page, take);
      await colour(page, take);
    }
  } finally {
    await close();
  }
  return Object.fromEntries([...samples].map(([name, list]) => [`bert_base: ${name}`, metric(list)]));
}

type Take = (name: string, act: () => Promise<void>, answered: string) => Promise<void>;

async function step(page: Page, take: Take): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Step' });
  for (let n = 1; n <= rewrites; n++) {
    await take(
      'next step',
      () => page.getByRole('button', { name: 'Next step' }).click(),
      `document.querySelector('[role=slider][aria-label=Step]')?.getAttribute('aria-valuenow') === '${n}' &&
        document.querySelector('.flow')?.dataset.moving === 'true'`,
    );
    await atRest(page);
  }
  await slider.focus();
  await page.keyboard.press('Home');
  await atRest(page);
}

const isFolded = `[...document.querySelectorAll('.card .times')].some((times) => times.textContent === '×12')`;
const blocks = `document.querySelectorAll('.react-flow__node .unfold').length`;

async function unfold(page: Page, take: Take): Promise<void> {
  const stack = page.locator('.react-flow__node', { has: page.locator('.times', { hasText: '×12' }) });
  await intoView(page, stack);
  await take('unfold ×12', () => stack.getByRole('button').click(), `!${isFolded} && ${blocks} > 1`);
  await atRest(page);
  const block = page.locator('.react-flow__node', { has: page.locator('.unfold') }).nth(2);
  await intoView(page, block);
  const open = await page.locator('.frame').count();
  await take(
    'unfold one block of them',
    () => block.getByRole('button').click(),
    `document.querySelectorAll('.frame').length > ${open}`,
  );
  await atRest(page);
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press('Control+z');
    await atRest(page);
  }
  await page.waitForFunction(isFolded);
}

async function find(page: Page, take: Take): Promise<void> {
  const list = `document.querySelector('[role=listbox][aria-label="Nodes found"]')?.textContent`;
  for (const word of words) {
    await page.keyboard.press('Control+f');
    const field = page.getByRole('combobox', { name: 'Find a node' });
    await field.fill('');
    for (const [i, letter] of [...word].entries()) {
      // The list is drawn with the letter; for one that changes nothing it is drawn as it was.
      await take(
        'find, each letter',
        () => field.press(letter),
        `${list} !== undefined && document.activeElement?.value === ${JSON.stringify(word.slice(0, i + 1))}`,
      );
    }
    await field.press('Escape');
  }
}

async function colour(page: Page, take: Take): Promise<void> {
  const coloured = (label: string): string =>
    `document.querySelector('.overlay-legend')?.textContent.startsWith(${JSON.stringify(label)}) &&
      [...document.querySelectorAll('.card[data-heat]')].some((card) => !/^(0%)?$/.test(card.style.getPropertyValue('--level')))`;
  const choose = async (name: string, label: string): Promise<void> => {
    await page.getByRole('button', { name: 'Colours and detail' }).click();
    const item = page.getByRole('menuitemradio', { name: label });
    await item.waitFor();
    await take(name, () => item.click(), coloured(label));
    await item.waitFor({ state: 'hidden' });
  };
  for (const label of overlays) await choose(`colour by: ${label.toLowerCase()}`, label);
  // It loads a world model the first time.
  await choose('colour by: where the agent would act next, loading it', agent);
}

/** What moves has come to rest, and the camera after it. */
async function atRest(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.locator('.flow[data-moving=false]').waitFor();
  await page.waitForTimeout(400);
}
