import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** Opens a trace file with its model on a fresh page, and goes to the step before its first rewrite. */
export async function openFolded(page: Page, file: string, trace: string): Promise<void> {
  await page.reload();
  await page.getByLabel('Open model').setInputFiles([
    { name: 'bench.dreamtrace', mimeType: 'application/json', buffer: Buffer.from(trace) },
    { name: 'bert_base.onnx', mimeType: 'application/octet-stream', buffer: await readFile(file) },
  ]);
  await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0);
  await page.locator('.shared-banner button', { hasText: 'Watch' }).waitFor();
  await page.getByRole('slider', { name: 'Step' }).focus();
  await page.keyboard.press('Home');
  await page.waitForTimeout(2000);
}
