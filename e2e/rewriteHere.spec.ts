import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { parseNpy } from '../src/graph';
import { findViolations } from './support/axe';
import { rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { openFile } from './support/opening';
import { galleryFile } from './support/shared';

// What a person asks of one node: what it holds, which rewrites apply, and what three judges say of each.

const cards = (page: Page) => page.getByRole('region', { name: 'Graph' }).locator('.react-flow__node');

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
  await expect(first.locator('.imagined')).toHaveText(/^[−+±][\d.]+\s%\simagined \([−+±].* to [−+±].*\)$/);
  await expect(first.locator('.estimated')).toHaveText(/^≈ [−+±][\d.]+\s%\sestimated$/);
  await first.getByRole('button', { name: /^Ask the clock/ }).click();
  await expect(page.getByText(/with and without this rewrite/)).toBeVisible();
  // A busy machine may give no interval, and then says so.
  const noisy = page.getByRole('alert').filter({ hasText: 'MACHINE_NOISY' });
  await expect(first.locator('.measured').or(noisy)).toBeVisible({ timeout: 60_000 });
  await expect(rewrites(page)).toHaveCount(0);
  expect(await findViolations(page)).toEqual([]);
  await first.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(rewrites(page)).toHaveCount(1);
  expect(problems).toEqual([]);
});

test('cards are coloured by where rewrites apply, and the colours are explained', async ({ page }) => {
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await page.getByRole('button', { name: 'Colours and detail' }).click();
  await page.getByRole('menuitemradio', { name: 'Where rewrites apply' }).click();
  await expect(page.locator('.card[data-heat]').first()).toBeVisible();
  await expect(page.getByText('Where rewrites apply:')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Colour by kind of operator again' }).click();
  await expect(page.getByText('Where rewrites apply:')).toHaveCount(0);
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

test('on a phone, what is known of a tapped node is one tap away', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await cards(page).filter({ hasText: 'MatMulquery' }).click();
  await page.getByRole('button', { name: 'What is known of MatMul' }).click();
  await expect(page.getByRole('heading', { name: 'MatMul', exact: true })).toBeInViewport();
  expect(await findViolations(page)).toEqual([]);
});
