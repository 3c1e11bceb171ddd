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

/**
 * Presses Optimize and waits until the result is in, whatever it is: on a busy machine that nothing was gained for sure.
 * The steps' figures, which come after it, take longer than a test may.
 */
export async function optimizeToResult(page: Page, timeout = 120_000): Promise<void> {
  await page.getByRole('button', { name: 'Optimize' }).click();
  await expect(page.getByRole('button', { name: 'What was measured' })).toBeVisible({ timeout });
  await stopIfRunning(page);
}

/** Ends what is going on; it may end by itself meanwhile. */
export async function stopIfRunning(page: Page): Promise<void> {
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  if (await stop.isVisible()) await stop.click({ timeout: 3000 }).catch(() => undefined);
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeVisible({ timeout: 30_000 });
}
