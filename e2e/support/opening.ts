import { expect, type Page } from '@playwright/test';

/** Opens a model by the file input and waits until its graph has been painted; its weights may be missing. */
export async function openGraph(page: Page, file: string): Promise<void> {
  await page.getByLabel('Open model').setInputFiles(file);
  await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
}

/** The same for a model that can be optimized at once. */
export async function openFile(page: Page, file: string): Promise<void> {
  await openGraph(page, file);
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
}

/** Presses Optimize and waits until search, measuring and confirmation, and the steps' figures, are through. */
export async function optimizeToEnd(page: Page, timeout = 200_000): Promise<void> {
  await page.getByRole('button', { name: 'Optimize' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeVisible({ timeout });
}

/** The same, but stops once the result is confirmed: a slow model's steps take longer to measure than a test may. */
export async function optimizeToResult(page: Page, timeout = 150_000): Promise<void> {
  await page.getByRole('button', { name: 'Optimize' }).click();
  await expect(page.getByRole('button', { name: 'What was measured' })).toBeVisible({ timeout });
  const stop = page.getByRole('button', { name: 'Stop' });
  if (await stop.isVisible()) await stop.click();
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeVisible({ timeout: 30_000 });
}
