import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { concatChunks, encodeModel, graphBuilder } from '../src/graph';
import { findViolations } from './support/axe';
import { rewriteAt, rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';

// Exploring a graph: what a person did is taken back, commands are found by typing, pictures and texts leave the page.

const region = (page: Page) => page.getByRole('region', { name: 'Graph' });
const cards = (page: Page) => region(page).locator('.react-flow__node');

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

  await rewriteAt(page, ['Slice', 'Gather', 'MatMul']);
  await expect(rewrites(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(rewrites(page)).toHaveCount(0);
  await expect(page.getByRole('status')).toHaveText('Undone: Rewrite');
  await page.keyboard.press('Control+y');
  await expect(rewrites(page)).toHaveCount(1);
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveAttribute('aria-valuenow', '1');

  await test.step('so is what was chosen of the view, by buttons too', async () => {
    await command(page, 'colour by multiply');
    const legend = page.getByText('Multiply-adds:');
    await expect(legend).toBeVisible();
    const back = page.getByRole('button', { name: 'Undo', exact: true });
    await expect(back).toHaveAttribute('title', 'Undo: Colour by multiply-adds (Ctrl Z)');
    await back.click();
    await expect(legend).toHaveCount(0);
    await expect(rewrites(page)).toHaveCount(1);
    await page.getByRole('button', { name: 'Redo', exact: true }).click();
    await expect(legend).toBeVisible();
  });

  await test.step('the logo leads home, and asks before a rewrite would be lost', async () => {
    const home = page.getByRole('link', { name: 'Dreamgraph: the start page' });
    await home.click();
    const question = page.getByRole('dialog', { name: 'Close tiny_attention.onnx?' });
    await expect(question).toContainText('1 rewrite');
    expect(await findViolations(page)).toEqual([]);
    await picture(page, 'close');
    await question.getByRole('button', { name: 'Keep it open' }).click();
    await expect(rewrites(page)).toHaveCount(1);
    await home.click();
    await question.getByRole('button', { name: 'Close the model' }).click();
    await expect(page.getByRole('heading', { name: 'Or start from a sample' })).toBeVisible();
    await expect(page.getByRole('status')).toHaveText('tiny_attention.onnx is closed');
    await expect(page.getByRole('alert')).toHaveCount(0);
    // What was only looked at closes without a word; a worker of its own opens the next one.
    await openFile(page, galleryFile('tiny_conv.onnx'));
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
    await command(page, 'close the model');
    await expect(page.getByRole('heading', { name: 'Or start from a sample' })).toBeVisible();
  });

  expect(problems).toEqual([]);
});

test('other dimensions are undone, and the rewrites that they dropped come back', async ({ page }) => {
  await page.goto('./');
  await openGraph(page, galleryFile('lstm_classifier.onnx'));
  await rewriteAt(page, ['Slice', 'Gather', 'MatMul']);
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

/** A model with an If in it: `If(c, Relu(x), x · x)`. */
function branching(): Buffer {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [4]);
  const c = g.input('c', 'bool', []);
  const yes = graphBuilder({ opset: 17 });
  yes.output('yes', yes.op('Relu', [yes.capture(x)]));
  const no = graphBuilder({ opset: 17 });
  no.output('no', no.op('Mul', [no.capture(x), no.capture(x)]));
  g.output('y', g.op('If', [c], { then_branch: yes, else_branch: no }));
  return Buffer.from(concatChunks(encodeModel(g.build(), { resolve: () => null })));
}

test('subgraphs are entered and left', async ({ page }) => {
  await page.goto('./');
  const file = { name: 'branching.onnx', mimeType: 'application/octet-stream', buffer: branching() };
  await page.getByLabel('Open model').setInputFiles(file);
  await cards(page).filter({ hasText: 'If' }).click();
  await page.getByRole('button', { name: 'Enter else_branch' }).click();
  const way = page.getByRole('navigation', { name: 'Subgraph' });
  await expect(way).toContainText('If else_branch');
  await cards(page).filter({ hasText: 'Mul' }).click();
  await expect(page.getByRole('heading', { name: 'Mul' })).toBeVisible();
  await expect(cards(page).filter({ hasText: 'If' })).toHaveCount(0);
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'subgraph');
  await way.getByRole('button', { name: 'branching.onnx' }).click();
  await expect(way).toHaveCount(0);
  await expect(cards(page).filter({ hasText: 'If' })).toHaveCount(1);
  await cards(page).filter({ hasText: 'If' }).dblclick();
  await expect(cards(page).filter({ hasText: 'Relu' })).toHaveCount(1);
  await command(page, 'leave subgraph');
  await expect(cards(page).filter({ hasText: 'If' })).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(cards(page).filter({ hasText: 'Relu' })).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(way).toHaveCount(0);

  await test.step('what is inside is found from outside, by its shape too', async () => {
    await page.keyboard.press('Control+f');
    const field = page.getByRole('combobox', { name: 'Find a node' });
    await field.fill('mul [4]');
    const hit = page.getByRole('listbox', { name: 'Nodes found' }).getByRole('option');
    await expect(hit).toHaveCount(1);
    await expect(hit).toContainText('If else_branch ›');
    await expect(page.getByText('1 of 1')).toBeVisible();
    // The list is below the toolbar, not on it.
    await page.getByRole('button', { name: 'Colours and detail' }).click({ trial: true });
    await picture(page, 'find-inside');
    await field.press('Enter');
    await expect(way).toContainText('If else_branch');
    await expect(page.getByRole('heading', { name: 'Mul' })).toBeVisible();
  });
});

test('the original stands beside the graph, under the same camera', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await rewriteAt(page, ['Slice', 'Gather', 'MatMul']);
  await expect(rewrites(page)).toHaveCount(1);
  await command(page, 'original beside');
  const original = page.getByRole('region', { name: 'Original graph' });
  await expect(original).toBeVisible();
  const marked = original.locator('[data-mark=removed], [data-mark=added]');
  const came = cards(page).locator('[data-mark=added]');
  await expect.poll(async () => (await marked.count()) + (await came.count())).toBeGreaterThan(0);
  // What stayed is at the same height in both, before and after the camera moves.
  const heights = async () => {
    const card = { hasText: 'Softmax' };
    const [a, b] = await Promise.all([
      original.locator('.card').filter(card).first().boundingBox(),
      cards(page).filter(card).first().boundingBox(),
    ]);
    return Math.abs((a?.y ?? 0) - (b?.y ?? Number.NaN));
  };
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('softmax');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(cards(page).filter({ hasText: 'Softmax' })).toBeVisible();
  await expect.poll(heights).toBeLessThan(4);
  const box = await original.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 200);
  await page.mouse.wheel(0, 120);
  await expect.poll(heights).toBeLessThan(4);
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'beside');
  await command(page, 'hide the original');
  await expect(original).toHaveCount(0);
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
