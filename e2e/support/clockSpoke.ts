import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Waits for the clock's word: its figure, or that the machine is too busy for one, as one that runs two tests at a time
 * may be. Whether it was a figure.
 */
export async function clockSpoke(page: Page, figure: Locator, timeout = 60_000): Promise<boolean> {
  const refusal = page.getByRole('alert').filter({ hasText: 'The clock gave no figure' });
  await expect(figure.first().or(refusal.first()).first()).toBeVisible({ timeout });
  return figure.first().isVisible();
}
