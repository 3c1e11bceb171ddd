import { expect, type Page } from '@playwright/test';

/** Opens the palette, types and takes the first command found. */
export async function command(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a command' }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toHaveCount(0);
}
