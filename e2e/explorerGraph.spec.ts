import { expect, test } from '@playwright/test';
import { concatChunks, encodeModel, graphBuilder } from '../src/graph';
import { findViolations } from './support/axe';
import { collectProblems } from './support/console';
import { cards, graphRegion } from './support/graph';
import { layoutShifts } from './support/layoutShift';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { picture } from './support/picture';
import { galleryFile, sharedFile } from './support/shared';

// Exploring a graph: blocks are opened and folded, constants come and go, subgraphs are entered.

test('twelve layers are one card that opens in place, is folded again, and says what one of them costs', async ({
  page,
}) => {
  // High enough for all of them to be in sight.
  await page.setViewportSize({ width: 1280, height: 3000 });
  await page.goto('./');
  await openGraph(page, galleryFile('bert_base.onnx'));
  const run = cards(page).filter({ has: page.locator('.times', { hasText: '×12' }) });
  const layers = cards(page).filter({ has: page.getByRole('button', { name: /^Open .*layers?\.\d+$/ }) });
  await expect(run).toHaveCount(1);
  await expect(layers).toHaveCount(0);

  await command(page, 'colour by multiply-adds');
  await expect(run.locator('.heat')).toHaveText(/^[\d.]+\s[GM] each$/);
  await expect(run.locator('.card')).toHaveAttribute('data-heat', '100');
  await picture(page, 'twelve');
  const legend = page.locator('.overlay-legend');
  await expect(legend).toContainText(/^Multiply-adds:0[\d.]+\s[GM] each of 12/);

  await run.getByRole('button', { name: /^Open / }).click();
  await expect(layers).toHaveCount(12);
  await expect(run).toHaveCount(0);
  const figures = await layers.locator('.heat').allTextContents();
  expect(new Set(figures).size).toBe(1);
  await command(page, 'fold all blocks');
  await expect(run).toHaveCount(1);
  await expect(layers).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status')).toHaveText('Undone: Fold all blocks');
  await expect(layers).toHaveCount(12);
  await page.keyboard.press('Control+Shift+z');
  await expect(run).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await layers
    .first()
    .getByRole('button', { name: /^Open / })
    .click();
  const rim = graphRegion(page).getByRole('button', { name: /^Fold .*layers?\.0$/ });
  await rim.click();
  await expect(rim).toHaveCount(0);
  // Those below keep the places that the open one gave them.
  await expect(layers.first()).toBeVisible();
});

test('a model of 6,600 nodes opens, can be looked at and found in, and nothing jumps while it opens', async ({
  page,
}) => {
  const file = sharedFile('models/zoo/swin_t.onnx');
  test.skip(file === null, 'the shared models are not here');
  if (file === null) return;
  const problems = collectProblems(page);
  await page.goto('./');
  await expect(page.getByRole('button', { name: /^Watch the trace of/ })).toHaveCount(3);
  const shifts = await layoutShifts(page, async () => {
    await openGraph(page, file);
    await expect(cards(page).first()).toBeVisible();
    await page.waitForTimeout(500);
  });
  expect(shifts).toEqual([]);
  await page.keyboard.press('Control+f');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('softmax');
  const found = page.getByRole('listbox', { name: 'Nodes found' }).getByRole('option');
  await found
    .filter({ has: page.locator('strong', { hasText: /^Softmax$/ }) })
    .last()
    .click();
  await expect(page.locator('.card[data-selected]')).toContainText('Softmax');
  expect(problems).toEqual([]);
});

test('constants and shape arithmetic come when they are asked for, and go again', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_conv.onnx'));
  const constants = async () => {
    await page.getByRole('button', { name: 'Colours and detail' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Constants and shape arithmetic' }).click();
  };
  const few = await cards(page).count();
  await constants();
  await expect.poll(() => cards(page).count()).not.toBe(few);
  await constants();
  await expect.poll(() => cards(page).count()).toBe(few);
});

/** A model with an If and a Loop in it: `If(c, Relu(x), x · x)`, and n times Tanh of it. */
function branching(): Buffer {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [4]);
  const c = g.input('c', 'bool', []);
  const yes = graphBuilder({ opset: 17 });
  yes.output('yes', yes.op('Relu', [yes.capture(x)]));
  const no = graphBuilder({ opset: 17 });
  no.output('no', no.op('Mul', [no.capture(x), no.capture(x)]));
  const y = g.op('If', [c], { then_branch: yes, else_branch: no });
  g.output('y', y);
  const body = graphBuilder({ opset: 17 });
  body.input('i', 'int64', []);
  const on = body.input('on', 'bool', []);
  const state = body.input('state', 'float32', [4]);
  body.output('on_out', body.op('Identity', [on]));
  body.output('state_out', body.op('Tanh', [state]));
  g.output('z', g.op('Loop', [g.input('n', 'int64', []), c, y], { body }));
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
    await expect(cards(page).locator('.card[data-selected]')).toHaveCount(1);
    await field.press('Escape');
    // Arrows lead on from what was found.
    await expect(page.locator(':focus')).toHaveAttribute('data-id', /./);
  });
  await command(page, 'colour by where rewrites');
  await expect(page.getByText('rewrites are about the model, not its subgraphs')).toBeVisible();
  await expect(cards(page).locator('.card[data-heat]')).toHaveCount(0);
  await command(page, 'leave subgraph');
  await expect(cards(page).filter({ hasText: 'If' })).toHaveCount(1);
  await cards(page).filter({ hasText: 'Loop' }).dblclick();
  await expect(way).toContainText('Loop body');
  await expect(cards(page).filter({ hasText: 'Tanh' })).toHaveCount(1);
  await expect(cards(page).filter({ hasText: 'Loop' })).toHaveCount(0);
  await command(page, 'leave subgraph');
  await expect(cards(page).filter({ hasText: 'Loop' })).toHaveCount(1);
});

test('the subgraphs of a real model are entered and left', async ({ page }) => {
  const file = sharedFile('models/real/silero_vad_16k/model.onnx');
  test.skip(file === null, 'no ../shared/models/real/silero_vad_16k in this checkout');
  await page.goto('./');
  await openGraph(page, file ?? '');
  await page.keyboard.press('Control+f');
  const field = page.getByRole('combobox', { name: 'Find a node' });
  await field.fill('If');
  await page.getByRole('option', { name: /^If/ }).first().click();
  await field.press('Escape');
  await page.getByRole('button', { name: 'Enter then_branch' }).click();
  const way = page.getByRole('navigation', { name: 'Subgraph' });
  await expect(way).toContainText('If then_branch');
  await expect(cards(page).filter({ hasText: 'Output' }).first()).toBeVisible();
  await way.getByRole('button', { name: 'model.onnx' }).click();
  await expect(way).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'If', exact: true })).toBeVisible();
});
