import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { findViolations } from './axe';
import { coarsely, type Difference, differenceOf, framed } from './coarse';
import { picture } from './picture';
import { type Picture, readPng, writePng } from './png';

// The page as it looks, against a picture of it as small as 64 × 40: that holds across versions of Chromium and tells
// a missing panel, another theme or a broken layout. DREAMGRAPH_STATES=write writes the pictures anew.

/** What may differ: a few cells here and there, and no area as large as a button with its surroundings. */
const tolerance = { share: 0.02, area: 16 };
/** On a phone's few cells a line that breaks elsewhere, as other font rendering makes it, is more. */
const onPhone = { share: 0.08, area: 60, cells: 1200 };

const fileOf = (name: string): string => fileURLToPath(new URL(`../states/${name}.png`, import.meta.url));

export interface Look {
  /** What is another on every machine: figures of the clock, what a world model dreamed. */
  readonly mask?: readonly Locator[];
}

/** The page as it is once it has come to rest: two pictures, a quarter of a second apart, are the same. */
async function atRest(page: Page, { mask = [] }: Look = {}): Promise<Picture> {
  await page.evaluate(() => document.fonts.ready);
  // The pointer would light up what it rests on.
  await page.mouse.move(0, 0);
  const take = async () =>
    readPng(
      await page.screenshot({ animations: 'disabled', caret: 'hide', mask: [...mask], maskColor: '#888888' }),
    );
  let last = await take();
  for (let i = 0; i < 20; i++) {
    await page.waitForTimeout(250);
    const next = await take();
    if (differenceOf(coarsely(last), coarsely(next)).cells.length === 0) return next;
    last = next;
  }
  return last;
}

/** How far the page is from what a state is known to look like. */
export async function differenceFrom(page: Page, name: string, look: Look = {}): Promise<Difference> {
  return differenceOf(coarsely(await atRest(page, look)), readPng(readFileSync(fileOf(name))));
}

export function isAlike({ share, area, all }: Difference): boolean {
  const limit = all < onPhone.cells ? onPhone : tolerance;
  return share <= limit.share && area <= limit.area;
}

/** What scrolls sideways although nothing on this page should: the page itself, and panels that scroll down. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.scroll')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
  );
}

/**
 * The page looks as this state is known to look, an accessibility checker finds nothing in it, and nothing is wider than
 * its place. The test goes on where that does not hold, to tell of all states at once.
 */
export async function expectState(page: Page, name: string, look: Look = {}): Promise<void> {
  const actual = await atRest(page, look);
  expect.soft(await findViolations(page), `${name}: what axe finds`).toEqual([]);
  expect.soft(await sideways(page), `${name}: what is too wide`).toEqual([]);
  const coarse = coarsely(actual);
  const file = fileOf(name);
  await picture(page, name);
  if (process.env.DREAMGRAPH_STATES === 'write') {
    // What looks the same stays as it is, so that a change shows which states it is about.
    if (!existsSync(file) || differenceOf(coarse, readPng(readFileSync(file))).cells.length > 0)
      writeFileSync(file, writePng(coarse));
    return;
  }
  const known = existsSync(file) ? readPng(readFileSync(file)) : null;
  const difference = known === null ? null : differenceOf(coarse, known);
  if (difference !== null && isAlike(difference)) return;
  await test.info().attach(`${name} as it is`, {
    body: writePng(framed(actual, coarse, difference?.cells ?? [])),
    contentType: 'image/png',
  });
  const said =
    difference === null
      ? 'there is no picture to be compared with'
      : `${(100 * difference.share).toFixed(1)} % of the cells differ, ${difference.area} of them in one area`;
  expect.soft(said, `${name}; DREAMGRAPH_STATES=write takes it as it is`).toBe('alike');
}
