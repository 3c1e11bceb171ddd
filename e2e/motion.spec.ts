import { expect, type Page, test } from '@playwright/test';
import { slider } from './support/byHand';
import { foldedLink } from './support/goldenLinks';
import { mainThreadTasks } from './support/mainThread';
import { banner } from './support/sharing';

// A rewrite as it animates: for a quarter of a second, without holding up the page, and without motion for those who ask.

const rewrites = 6;

/** Opens a folded bert_base with rewrites outside of its layers, at the step before the first of them. */
async function openFolded(page: Page): Promise<void> {
  await page.goto(`./${foldedLink}`);
  await expect(banner(page).getByRole('button', { name: 'Watch' })).toBeVisible();
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(slider(page)).toHaveAttribute('aria-valuemax', String(rewrites));
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
  await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0);
}

/** Names and durations in ms of the animations on cards in the second after “Next step”, and how often the camera moved. */
const watched = (page: Page) =>
  page.evaluate(async () => {
    const names = new Map<string, number>();
    const places = new Set<string>();
    const viewport = document.querySelector<HTMLElement>('.react-flow__viewport');
    document.querySelector<HTMLButtonElement>('button[aria-label="Next step"]')?.click();
    const start = performance.now();
    while (performance.now() - start < 1200) {
      await new Promise(requestAnimationFrame);
      places.add(viewport?.style.transform ?? '');
      for (const animation of document.getAnimations()) {
        if (!(animation instanceof CSSAnimation) || !(animation.effect instanceof KeyframeEffect)) continue;
        if (animation.effect.target?.matches('.card[data-presence]') !== true) continue;
        names.set(animation.animationName, Number(animation.effect.getComputedTiming().duration));
      }
    }
    return { animations: Object.fromEntries(names), places: places.size };
  });

test('rewrites on a folded bert_base never hold up the page', async ({ page, browser }) => {
  await openFolded(page);
  // What is shown for the first time is loaded first.
  await page.waitForTimeout(1500);
  const tasks = await mainThreadTasks(browser, page, async () => {
    for (let step = 1; step <= rewrites; step++) {
      await page.getByRole('button', { name: 'Next step' }).click();
      await expect(slider(page)).toHaveAttribute('aria-valuenow', String(step));
      await expect(page.locator('.flow[data-moving=false]')).toHaveCount(1);
    }
  });
  const longest = tasks.slice(0, 5).map((ms) => ms.toFixed(0));
  test.info().annotations.push({ type: 'longest tasks in ms', description: longest.join(', ') });
  expect(tasks.filter((ms) => ms > 50)).toEqual([]);
});

test('what comes grows and what goes shrinks in a quarter of a second', async ({ page }) => {
  await openFolded(page);
  const { animations } = await watched(page);
  expect(animations).toEqual({ comes: 250, goes: 250 });
});

test('with reduced motion a rewrite is a cross-fade, and the camera jumps', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openFolded(page);
  const { animations, places } = await watched(page);
  expect(animations).toEqual({ 'fade-in': 250, 'fade-out': 250 });
  expect(places).toBeLessThanOrEqual(2);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '1');
});
