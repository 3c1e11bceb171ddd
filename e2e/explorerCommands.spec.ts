import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { cards, graphRegion } from './support/graph';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';

// Commands are found by typing, and what was found leaves the page as pictures and text.

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
  await command(page, 'colour by multiply-adds');
  // The figures come from a worker.
  const coloured = async () => (await saved('graph as svg')).bytes.toString('utf8');
  await expect.poll(coloured, { timeout: 30_000 }).toContain('Multiply-adds: the strongest colour is');
  await page.getByRole('button', { name: 'Colour by kind of operator again' }).click();
  const png = await saved('graph as png');
  expect(png.name).toBe('squeezenet1_1.png');
  expect([...png.bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  // Width and height of the bitmap: twice those of the drawing.
  expect(png.bytes.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(text)?.[1]));

  await test.step('from afar a block says its name, is chosen by a click, and led on from by key', async () => {
    await page.getByRole('button', { name: 'Fit the graph' }).click();
    await expect(page.locator('.flow[data-lod=far]')).toHaveCount(1);
    const cursor = graphRegion(page).getByRole('button', { name: /^Input/ });
    await expect(cursor).toHaveAttribute('aria-pressed', 'false');
    const heading = (name: string) => page.getByRole('heading', { name, exact: true });
    await cursor.focus();
    await page.keyboard.press('Enter');
    await expect(heading('Input')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(heading('Conv')).toBeVisible();
    const chosen = graphRegion(page).getByRole('button', { name: /^Conv/ });
    await expect(chosen).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(heading('Relu')).toBeVisible();
    const box = await graphRegion(page).getByRole('button', { name: /^Relu/ }).boundingBox();
    await page.keyboard.press('Escape');
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect(page.locator('.block-tip').filter({ hasText: /^Relu/ })).toBeVisible();
    await picture(page, 'from-afar');
    await page.mouse.down();
    await page.mouse.up();
    await expect(heading('Relu')).toBeVisible();
    // The focus goes over to a card that is near enough to be one.
    await graphRegion(page).getByRole('button', { name: /^Relu/ }).focus();
    await page.keyboard.press('Control+f');
    await page.getByRole('combobox', { name: 'Find a node' }).fill('Conv');
    await expect(
      page.getByRole('listbox', { name: 'Nodes found' }).getByRole('option').first(),
    ).toContainText('Conv');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.locator('.flow[data-lod=far]')).toHaveCount(0);
  });
  await cards(page).filter({ hasText: 'Conv' }).first().click();
  await page.getByRole('button', { name: 'Copy details' }).click();
  await expect(page.getByRole('status')).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Conv\n/);
  expect(copied).toContain('kernel_shape');
});
