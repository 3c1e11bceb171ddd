import { readFile } from 'node:fs/promises';
import { expect, type Locator, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { openOwnTrace, rewriteAt, rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { cards } from './support/graph';
import { openFile, openGraph } from './support/opening';
import { command } from './support/palette';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';

// What rewrites did to a graph: it is taken back, and the original or the step before stands beside or within it.

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
    const question = page.getByRole('dialog', { name: 'Leave tiny_attention.onnx?' });
    await expect(question).toContainText('1 rewrite');
    expect(await findViolations(page)).toEqual([]);
    await picture(page, 'close');
    await question.getByRole('button', { name: 'Keep it open' }).click();
    await expect(rewrites(page)).toHaveCount(1);
    await page.getByLabel('Open model').setInputFiles(galleryFile('tiny_conv.onnx'));
    await expect(question).toContainText('Open the other model');
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
  await expect(page.getByRole('option').first()).toContainText(/softmax/i);
  await page.keyboard.press('Enter');
  await expect(cards(page).filter({ hasText: 'Softmax' })).toBeVisible();
  await page.keyboard.press('Escape');
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
  await expect(step).toHaveAttribute('aria-valuenow', '0');
  for (let i = 1; i <= 3; i++) {
    await page.keyboard.press('ArrowRight');
    await expect(step).toHaveAttribute('aria-valuenow', String(i));
  }
  await expect(removed).toHaveCount(0);

  await test.step('the list of rewrites is one Tab stop, and arrows go on from there', async () => {
    const list = page.getByRole('region', { name: 'Rewrites' }).locator('.rewrite');
    const stops = () => list.evaluateAll((all) => all.flatMap((one, i) => (one.tabIndex === 0 ? [i] : [])));
    expect(await stops()).toEqual([3]);
    await list.nth(3).focus();
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    await expect(list.nth(2)).toBeFocused();
    expect(await stops()).toEqual([2]);
    await expect(step).toHaveAttribute('aria-valuenow', '3');
    await page.keyboard.press('Enter');
    await expect(step).toHaveAttribute('aria-valuenow', '2');
    await list.nth(3).click();
    await expect(step).toHaveAttribute('aria-valuenow', '3');
  });

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
