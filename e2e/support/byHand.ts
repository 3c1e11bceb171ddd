import { expect, type Page } from '@playwright/test';
import { goldenLink, goldenSteps } from './goldenLinks';

// Rewrites that do not depend on what a clock says: what Optimize finds on a busy machine may be little or nothing.

export const rewrites = (page: Page) => page.getByRole('list', { name: 'Rewrites' }).getByRole('listitem');
export const slider = (page: Page) => page.getByRole('slider', { name: 'Step' });

/**
 * Chooses the first node of these operators at which some rule applies, and makes its first rewrite.
 * @param done how many rewrites there are at the step in view; all in the list unless an earlier step is
 */
export async function rewriteAt(page: Page, operators: readonly string[], done?: number): Promise<void> {
  const apply = page.getByRole('button', { name: 'Apply', exact: true });
  const panel = page.getByRole('heading', { name: 'Rewrite it yourself' });
  const deselect = page.getByRole('button', { name: 'Deselect' });
  const made = 1 + (done ?? (await rewrites(page).count()));
  for (const operator of operators) {
    await page.keyboard.press('Control+f');
    const field = page.getByRole('combobox', { name: 'Find a node' });
    await field.fill(operator);
    const found = page.getByRole('listbox', { name: 'Nodes found' }).getByRole('option');
    await expect(found.first().or(page.getByText('No node matches.'))).toBeVisible();
    const count = await found.count();
    for (let i = 0; i < count; i++) {
      // What an earlier node could do stays in the panel until the answer for this one is there.
      if (await deselect.isVisible()) await deselect.click();
      await expect(panel).toHaveCount(0);
      if (i > 0) await field.press('ArrowDown');
      await field.press('Enter');
      await expect(panel).toBeVisible();
      if ((await apply.count()) === 0) continue;
      await field.press('Escape');
      // On a busy machine a press may get lost. While one is being worked on the button takes no other.
      await expect(async () => {
        // Steps that came later may still be in the list; the one in view tells whether it was made.
        // Without any step there is no slider yet.
        const reached = page.locator(`[role=slider][aria-label=Step][aria-valuenow="${made}"]`);
        if ((await reached.count()) === 0) await apply.first().click({ timeout: 2000 });
        await expect(slider(page)).toHaveAttribute('aria-valuenow', String(made), { timeout: 5000 });
      }).toPass({ timeout: 20_000 });
      await expect(rewrites(page)).toHaveCount(made);
      return;
    }
  }
  throw new Error(`no rule applies to ${operators.join(' or ')} here`);
}

/** Opens the golden trace and makes it a person's own work: so many rewrites of Tiny attention, without a result. */
export async function openOwnTrace(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(goldenSteps));
  await page.getByRole('button', { name: 'Close the shared trace' }).click();
  await expect(page.getByRole('region', { name: 'Shared trace' })).toHaveCount(0);
  await expect(rewrites(page)).toHaveCount(goldenSteps);
  await expect(page.getByRole('button', { name: 'Optimize' })).toBeEnabled();
}
