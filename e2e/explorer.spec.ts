import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { concatChunks, encodeModel, graphBuilder } from '../src/graph';
import { findViolations } from './support/axe';
import { openOwnTrace, rewriteAt, rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { layoutShifts } from './support/layoutShift';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { picture } from './support/picture';
import { galleryFile, sharedFile } from './support/shared';

// Exploring a graph: what a person did is taken back, commands are found by typing, pictures and texts leave the page.

const region = (page: Page) => page.getByRole('region', { name: 'Graph' });
const cards = (page: Page) => region(page).locator('.react-flow__node');

test('rewrites are undone and done again', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
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
  const rim = region(page).getByRole('button', { name: /^Fold .*layers?\.0$/ });
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
    await field.press('Escape');
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
  // What is chosen in one half is outlined in both; both halves say what they are, and colour by one scale.
  const twin = original.locator('[data-id]').filter({ hasText: 'Softmax' }).first();
  await twin.focus();
  await page.keyboard.press('Enter');
  await expect(twin.locator('.card')).toHaveAttribute('data-selected', 'true');
  await expect(cards(page).locator('[data-selected]')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Softmax', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Original', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Step 1', exact: true })).toBeVisible();
  await command(page, 'colour by bytes');
  const heat = (half: Locator) =>
    half.filter({ hasText: 'Softmax' }).locator('.card').getAttribute('data-heat');
  await expect.poll(() => heat(original.locator('[data-id]'))).toMatch(/^\d+$/);
  expect(await heat(original.locator('[data-id]'))).toBe(await heat(cards(page)));
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'beside');
  await command(page, 'hide the original');
  await expect(original).toHaveCount(0);
});

test('what changed is shown in one graph, against the original and against the step before', async ({
  page,
}) => {
  await openOwnTrace(page);
  const step = page.getByRole('slider', { name: 'Step' });
  const toggle = page.getByRole('button', { name: 'Changes in place' });
  const removed = cards(page).locator('[data-mark=removed]');
  const added = cards(page).locator('[data-mark=added]');
  await step.focus();
  await page.keyboard.press('Home');
  for (let i = 1; i <= 3; i++) await page.keyboard.press('ArrowRight');
  await expect(step).toHaveAttribute('aria-valuenow', '3');
  await expect(removed).toHaveCount(0);

  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  const counts = page.locator('.comparison-counts');
  await expect(counts).toHaveText(/^Step 3 \d+ removed(, \d+ added)?$/);
  await expect(removed.first()).toBeVisible();
  await expect(removed.first().locator('.op')).toHaveCSS('text-decoration-line', 'line-through');
  await expect(removed.first()).toHaveCSS('outline-style', 'dashed');
  const since = (await counts.textContent()) ?? '';
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'changes-in-place');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'changes-in-place-dark');

  // A node that is gone says what took it out, and lights that rewrite in the list and in the chart.
  const gone = removed.first();
  await gone.hover();
  await expect(rewrites(page).locator('[data-hovered]')).toHaveCount(1);
  await gone.click();
  await expect(page.getByText('Removed by')).toBeVisible();
  await page.getByRole('button', { name: 'Deselect' }).click();

  await page.getByRole('radio', { name: 'the step before' }).check();
  await expect(counts).not.toHaveText(since);
  const before = (await counts.textContent()) ?? '';
  await step.focus();
  await page.keyboard.press('ArrowRight');
  await expect(counts).toHaveText(/^Step 4/);
  await page.keyboard.press('ArrowLeft');
  await expect(counts).toHaveText(before);
  await page.getByRole('radio', { name: 'the original' }).check();
  await expect(counts).toHaveText(since);

  const [file] = await Promise.all([page.waitForEvent('download'), command(page, 'graph as svg')]);
  const svg = await readFile(await file.path(), 'utf8');
  expect(svg).toContain('Original to step 3');
  expect(svg).toContain('text-decoration="line-through"');
  expect(svg).toContain('stroke-dasharray');

  await command(page, 'hide the changes');
  await expect(counts).toHaveCount(0);
  await expect(removed).toHaveCount(0);
  await command(page, 'changes in place');
  await expect(removed.first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(removed).toHaveCount(0);
  // A card that a rewrite added lights it, by pointer and by key.
  await expect(added.first()).toBeVisible();
  await added.first().hover();
  await expect(rewrites(page).locator('[data-hovered]')).toHaveText(/^3/);
  await page.mouse.move(0, 0);
  await expect(rewrites(page).locator('[data-hovered]')).toHaveCount(0);
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
    const cursor = region(page).getByRole('button', { name: /^Input/ });
    await expect(cursor).toHaveAttribute('aria-pressed', 'false');
    const heading = (name: string) => page.getByRole('heading', { name, exact: true });
    await cursor.focus();
    await page.keyboard.press('Enter');
    await expect(heading('Input')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(heading('Conv')).toBeVisible();
    const chosen = region(page).getByRole('button', { name: /^Conv/ });
    await expect(chosen).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(heading('Relu')).toBeVisible();
    const box = await region(page).getByRole('button', { name: /^Relu/ }).boundingBox();
    await page.keyboard.press('Escape');
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await expect(page.locator('.block-tip').filter({ hasText: /^Relu/ })).toBeVisible();
    await picture(page, 'from-afar');
    await page.mouse.down();
    await page.mouse.up();
    await expect(heading('Relu')).toBeVisible();
    // The focus goes over to a card that is near enough to be one.
    await region(page).getByRole('button', { name: /^Relu/ }).focus();
    await page.keyboard.press('Control+f');
    await page.getByRole('combobox', { name: 'Find a node' }).fill('Conv');
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
