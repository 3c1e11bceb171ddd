import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { collectProblems } from './support/console';
import { compareModels } from './support/independentRun';
import { openFile, optimizeToEnd, optimizeToResult } from './support/opening';
import { galleryFile, sharedFile } from './support/shared';

// The main job from a person's point of view: drop a real file, watch it get faster, step through, download, check.

async function download(page: Page): Promise<Uint8Array> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download model' }).click(),
  ]);
  return new Uint8Array(await readFile(await file.path()));
}

test('a gallery model with weights is rewritten, stepped through, downloaded, and computes the same', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const problems = collectProblems(page);
  const file = galleryFile('tiny_attention.onnx');
  await page.goto('./?seconds=8');
  await openFile(page, file);
  await optimizeToEnd(page);

  const rewrites = page.getByRole('list', { name: 'Rewrites' }).getByRole('listitem');
  const count = await rewrites.count();
  expect(count).toBeGreaterThan(0);
  const slider = page.getByRole('slider', { name: 'Step' });
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(slider).toHaveAttribute('aria-valuenow', String(count - 1));
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(slider).toHaveAttribute('aria-valuenow', String(count));
  await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toBeVisible();

  const difference = await compareModels(new Uint8Array(await readFile(file)), await download(page));
  expect(difference.maxRel).toBeLessThan(1e-4);
  expect(problems).toEqual([]);
});

test('a real model by other people goes the whole way', async ({ page }) => {
  test.setTimeout(240_000);
  const file = sharedFile('models/real/ultraface_rfb_320/model.onnx');
  test.skip(file === null, 'the shared models are not here');
  if (file === null) return;
  await page.goto('./?seconds=8');
  await openFile(page, file);
  await optimizeToResult(page);
  const difference = await compareModels(new Uint8Array(await readFile(file)), await download(page));
  expect(difference.maxRel).toBeLessThan(1e-4);
});
