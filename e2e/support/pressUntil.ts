import { expect, type Locator } from '@playwright/test';

/** Presses a button until an attribute of something else has a value; fails where twenty times do not do it. */
export async function pressUntil(
  button: Locator,
  target: Locator,
  attribute: string,
  value: string,
): Promise<string[]> {
  const seen: string[] = [];
  for (let i = 0; i < 20; i++) {
    const now = (await target.getAttribute(attribute)) ?? '';
    if (seen.at(-1) !== now) seen.push(now);
    if (now === value) return seen;
    await button.click();
    // The camera glides for a moment.
    await button.page().waitForTimeout(220);
  }
  await expect(target).toHaveAttribute(attribute, value);
  return seen;
}
