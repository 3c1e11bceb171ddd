import type { Page } from '@playwright/test';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/**
 * How far what was on the page jumped while `work` ran, as browsers count it: the sum of the shares of the page that
 * moved, and what it was. What a click or a key of the last half second moved counts too: `hadRecentInput` is no excuse.
 */
export async function layoutShifts(page: Page, work: () => Promise<void>): Promise<string[]> {
  await page.evaluate(async () => {
    // Letters of another font, and what came with them, are no part of the work.
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const shifts: string[] = [];
    (window as unknown as { shifts: string[] }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        const moved = entry.sources.map(({ node }) => {
          const element = node instanceof Element ? node : (node?.parentElement ?? null);
          return `${element?.tagName.toLowerCase() ?? '?'}.${element?.getAttribute('class') ?? ''}`;
        });
        // A button of the header that makes room for others is less; a line of text that pushes a panel down is more.
        if (entry.value > 0.002) shifts.push(`${entry.value.toFixed(4)}: ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift' });
  });
  await work();
  // Entries come a frame later.
  await page.waitForTimeout(300);
  return page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}
