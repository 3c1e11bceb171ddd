import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/** Where the built app lies. */
export const dist = process.env.DREAMGRAPH_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** Opens the page that hands out the clock; `window.clock` is there afterwards. */
export async function openClock(page: Page, url = './'): Promise<void> {
  await page.goto(`${url}bench.html`);
  await page.waitForFunction(() => 'clock' in window);
}
