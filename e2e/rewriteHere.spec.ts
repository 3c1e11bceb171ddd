import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { parseNpy } from '../src/graph';
import { findViolations } from './support/axe';
import { rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { cards } from './support/graph';
import { openFile } from './support/opening';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';

// What a person asks of one node: what it holds, which rewrites apply, and what three judges say of each.

test('a legal rewrite comes with the dream’s, the operators’ and the clock’s word, before it is made', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await cards(page).filter({ hasText: 'MatMulquery' }).click();
  await page.getByRole('button', { name: /^\d+ rewrites? appl(y|ies) here$/ }).click();
  await expect(page.getByRole('heading', { name: 'Rewrite it yourself' })).toBeInViewport();
  const first = page.locator('.legal li').first();
  // Answers come into room that waited for them: nothing moves away from under the pointer.
  const list = page.locator('.legal');
  const height = () => list.evaluate((element) => element.scrollHeight);
  const before = await height();
  await expect(first.locator('.imagined')).toHaveText(/^[−+±][\d.]+\s%\simagined \([−+±].* to [−+±].*\)$/);
  await expect(first.locator('.estimated')).toHaveText(/^≈ [−+±][\d.]+\s%\sestimated$/);
  expect(await height()).toBe(before);
  await first.getByRole('button', { name: /^Ask the clock/ }).click();
  await expect(page.getByText(/with and without this rewrite, about \d+\s\w+ left/)).toBeVisible({
    timeout: 30_000,
  });
  await first.getByRole('button', { name: 'Stop measuring' }).click();
  await expect(page.getByRole('status')).toHaveText('Stopped; nothing was kept', { timeout: 5000 });
  await first.getByRole('button', { name: /^Ask the clock/ }).click();
  // A busy machine may give no interval, and then says so.
  const noisy = page.getByRole('alert').filter({ hasText: 'MACHINE_NOISY' });
  await expect(first.locator('.measured').or(noisy)).toBeVisible({ timeout: 60_000 });
  await expect(rewrites(page)).toHaveCount(0);
  expect(await findViolations(page)).toEqual([]);
  await page.getByText('Why not another rule?').click();
  await expect(page.locator('.why-not dt').first()).toBeVisible();
  await expect(page.locator('.why-not dd').first()).not.toBeEmpty();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const small = (await timeline.boundingBox())?.height ?? 0;
  await first.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(rewrites(page)).toHaveCount(1);
  // The timeline takes its room once it has something to tell.
  await expect.poll(async () => (await timeline.boundingBox())?.height).toBeGreaterThan(small + 60);
  await expect(rewrites(page).first()).toContainText('⇒');
  expect(problems).toEqual([]);
});

test('cards are coloured by where rewrites apply, and the colours are explained', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await page.getByRole('button', { name: 'Colours and detail' }).click();
  await page.getByRole('menuitemradio', { name: 'Where rewrites apply' }).click();
  const query = cards(page).filter({ hasText: /^MatMul.*query/ });
  await expect(query.locator('.heat')).toHaveText(/^\d+ rewrites?$/);
  expect(Number(await query.locator('.card').getAttribute('data-heat'))).toBeGreaterThan(0);
  const input = cards(page).filter({ hasText: 'Input' }).first();
  await expect(input.locator('.card')).toHaveAttribute('data-heat', '0');
  await expect(input.locator('.heat')).toHaveCount(0);
  await expect(page.getByText('Where rewrites apply:')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Colour by kind of operator again' }).click();
  await expect(page.getByText('Where rewrites apply:')).toHaveCount(0);

  await test.step('a person plays: lit cards, their rewrites beside them, by pointer and by keys', async () => {
    const lit = page.locator('.react-flow__node:has(.card[data-plays])');
    await expect(lit).toHaveCount(0);
    const play = page.getByRole('button', { name: 'Play it yourself' });
    await play.click();
    await expect(play).toHaveAttribute('aria-pressed', 'true');
    await expect(
      page.getByText(/^\d+ rewrites? at \d+ lit cards?(, \d+ more at what is hidden)?: choose one$/),
    ).toBeVisible();
    const query = cards(page).filter({ hasText: 'MatMulquery' });
    await expect(query).toHaveAccessibleName(/\d+ rewrites? appl(y|ies)$/);
    await query.click();
    const choices = page.getByRole('dialog', { name: 'Rewrites at MatMul' });
    await expect(choices.locator('.imagined').first()).toHaveText(
      /^[−+±][\d.]+\s%\simagined \([−+±].* to [−+±].*\)$/,
    );
    await expect(choices.getByText('Why not another rule?')).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
    await picture(page, 'play');
    await page.keyboard.press('Escape');
    await expect(choices).toHaveCount(0);
    await expect(query).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(choices).toBeFocused();
    const apply = choices.getByRole('button', { name: 'Apply', exact: true }).first();
    await expect(apply).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(apply).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(rewrites(page)).toHaveCount(1);
    await expect(choices).toHaveCount(0);
    // The game goes on with the graph that the rewrite made.
    await page.getByRole('button', { name: 'Next place where a rewrite applies' }).click();
    await expect(page.getByRole('dialog', { name: /^Rewrites at / })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stop playing' }).click();
    await expect(lit).toHaveCount(0);
  });
});

test('what the file says of itself, and the values of a weight, can be read and saved', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await page.getByText('About the file').click();
  await expect(page.locator('.metadata')).toContainText('ONNX IR version');
  await expect(page.locator('.metadata')).toContainText('833e4a20b6bfdb16');
  await cards(page).filter({ hasText: 'MatMulquery' }).click();
  await page.getByRole('button', { name: 'Values', exact: true }).click();
  await expect(page.locator('.weights')).toContainText('First values');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as .npy' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.npy$/);
  const file = parseNpy(new Uint8Array(await readFile(await download.path())));
  expect(file).toMatchObject({ dtype: 'float32', shape: [40, 40] });
});

test('on a phone, what is known of a tapped node is one tap away, and so are colours, pictures and undo', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await cards(page).filter({ hasText: 'MatMulquery' }).click();
  await page.getByRole('button', { name: 'Colours and detail' }).click();
  await expect(page.getByRole('menuitem', { name: 'Save the graph as SVG' })).toBeVisible();
  await page.getByRole('menuitemradio', { name: 'Multiply-adds' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Multiply-adds:')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Find a node' })).toBeVisible();
  await page.getByRole('button', { name: 'What is known of MatMul' }).click();
  await expect(page.getByRole('heading', { name: 'MatMul', exact: true })).toBeInViewport();
  expect(await findViolations(page)).toEqual([]);
});
