import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { collectProblems } from './support/console';
import { openFile, openGraph } from './support/opening';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';

// Exploring a graph: what a person did is taken back, commands are found by typing, pictures and texts leave the page.

const region = (page: Page) => page.getByRole('region', { name: 'Graph' });
const rewrites = (page: Page) => page.getByRole('list', { name: 'Rewrites' }).getByRole('listitem');
const cards = (page: Page) => region(page).locator('.react-flow__node');

/** Opens the palette, types and takes the first command found. */
async function command(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toHaveCount(0);
}

/** Chooses the first card on which some rewrite can be made by hand, and makes it. */
async function rewriteByHand(page: Page): Promise<void> {
  const all = cards(page).filter({ hasNotText: /^(Input|Output)/ });
  const apply = page.getByRole('button', { name: 'Apply', exact: true });
  for (let i = 0; i < (await all.count()); i++) {
    await all.nth(i).click();
    await expect(page.getByText('Rewrite it yourself')).toBeVisible();
    if ((await apply.count()) === 0) continue;
    await apply.first().click();
    return;
  }
  throw new Error('no rewrite can be made at any card in sight');
}

test('rewrites and folds are undone and done again', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));

  const unfold = region(page).getByRole('button', { name: /^Open / });
  if ((await unfold.count()) > 0) {
    const before = await cards(page).count();
    await unfold.first().click();
    await expect.poll(() => cards(page).count()).not.toBe(before);
    await page.keyboard.press('Control+z');
    await expect.poll(() => cards(page).count()).toBe(before);
    await expect(page.getByRole('status')).toHaveText(/^Undone: Open/);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => cards(page).count()).not.toBe(before);
  }

  await rewriteByHand(page);
  await expect(rewrites(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(rewrites(page)).toHaveCount(0);
  await expect(page.getByRole('status')).toHaveText('Undone: Rewrite');
  await page.keyboard.press('Control+y');
  await expect(rewrites(page)).toHaveCount(1);
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveAttribute('aria-valuenow', '1');

  expect(problems).toEqual([]);
});

test('other dimensions are undone, and the rewrites that they dropped come back', async ({ page }) => {
  await page.goto('./');
  await openGraph(page, galleryFile('lstm_classifier.onnx'));
  await rewriteByHand(page);
  await expect(rewrites(page)).toHaveCount(1);
  const chip = page.getByRole('button', { name: /128 sequence/ });
  await chip.click();
  await page.getByRole('textbox', { name: /^sequence/ }).fill('16');
  await page.locator('.form').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: /16 sequence/ })).toBeVisible();
  await expect(rewrites(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(chip).toBeVisible();
  await expect(rewrites(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('button', { name: /16 sequence/ })).toBeVisible();
});

test('every command is found by typing and shows its keys', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_conv.onnx'));
  await page.keyboard.press('Control+k');
  const list = page.getByRole('listbox', { name: 'Commands' });
  await expect(list.getByRole('option', { name: /^Find a node/ })).toContainText('Ctrl');
  expect(await list.getByRole('option').count()).toBeGreaterThan(12);
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'palette');
  const field = page.getByRole('combobox', { name: 'Find a command' });
  await field.fill('drk thm');
  await expect(list.getByRole('option', { selected: true })).toHaveText('Dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await command(page, 'panel bench');
  await expect(page.getByRole('tab', { name: 'Bench' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
});

test('the whole graph is saved as SVG and as PNG, and a node’s details are copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
  await openGraph(page, galleryFile('squeezenet1_1.onnx'));
  const saved = async (text: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), command(page, text)]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const svg = await saved('graph as svg');
  expect(svg.name).toBe('squeezenet1_1.svg');
  const text = svg.bytes.toString('utf8');
  // All of its convolutions, whatever the window shows, as text that can be searched.
  expect(text.match(/>Conv</g)).toHaveLength(26);
  const isWellFormed = await page.evaluate(
    (xml) => new DOMParser().parseFromString(xml, 'image/svg+xml').querySelector('parsererror') === null,
    text,
  );
  expect(isWellFormed).toBe(true);
  const png = await saved('graph as png');
  expect(png.name).toBe('squeezenet1_1.png');
  expect([...png.bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  // Width and height of the bitmap: twice those of the drawing.
  expect(png.bytes.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(text)?.[1]));

  await cards(page).filter({ hasText: 'Conv' }).first().click();
  await page.getByRole('button', { name: 'Copy details' }).click();
  await expect(page.getByRole('status')).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Conv\n/);
  expect(copied).toContain('kernel_shape');
});
