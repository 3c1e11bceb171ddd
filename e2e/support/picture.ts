import type { Page } from '@playwright/test';

/** A picture to look at, where DREAMGRAPH_PICTURES names a folder for them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.DREAMGRAPH_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
