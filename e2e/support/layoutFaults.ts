import type { Page } from '@playwright/test';

/** The parts of the page with an opened model, none of which may lie on another. */
const PARTS = ['.shared-banner', '.rewrites', '.stage', '.side', '.timeline'];
/** What is pressed or read in a row and so is the first to be pushed out of the page. */
const IN_A_ROW = '.header > *, .banner > *, .toolbar > *, .tabs > *, .transport .buttons > *, .outcome > *';

/** What is wrong with the page's layout as it stands: what leaves the page sideways, and parts that overlap. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ parts, inARow }) => {
      const faults: string[] = [];
      const wide = document.documentElement.scrollWidth;
      if (wide > innerWidth) faults.push(`the page is ${wide} wide`);
      for (const element of document.querySelectorAll(inARow)) {
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 0 && (left < -0.5 || right > innerWidth + 0.5))
          faults.push(`${element.className || element.tagName} leaves the page`);
      }
      const boxes = parts.flatMap((part) => {
        const box = document.querySelector(part)?.getBoundingClientRect();
        if (box === undefined || box.width * box.height === 0) {
          if (part !== '.shared-banner') faults.push(`${part} has no room`);
          return [];
        }
        return [{ part, box }];
      });
      boxes.forEach(({ part, box: a }, i) => {
        for (const { part: other, box: b } of boxes.slice(i + 1)) {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) faults.push(`${part} lies on ${other}`);
        }
      });
      return faults;
    },
    { parts: PARTS, inARow: IN_A_ROW },
  );
}
