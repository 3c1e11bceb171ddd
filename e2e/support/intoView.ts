import type { Locator, Page } from '@playwright/test';

/** Drags the canvas up or down until a card is in sight, as a person would who looks for it. */
export async function intoView(page: Page, card: Locator): Promise<void> {
  const stage = await page.getByRole('region', { name: 'Graph', exact: true }).boundingBox();
  if (stage === null) throw new Error('there is no canvas');
  const [top, bottom] = [stage.y + 60, stage.y + stage.height - 60];
  for (let i = 0; i < 40; i++) {
    const box = (await card.count()) > 0 ? await card.boundingBox() : null;
    if (box !== null && box.y > top && box.y + box.height < bottom) return;
    const [from, to] = box !== null && box.y < top ? [0.3, 0.6] : [0.75, 0.45];
    const x = stage.x + 24;
    await page.mouse.move(x, stage.y + from * stage.height);
    await page.mouse.down();
    await page.mouse.move(x, stage.y + to * stage.height, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(80);
  }
  throw new Error('the card did not come into sight');
}
