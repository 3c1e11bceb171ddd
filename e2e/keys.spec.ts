import { expect, type Page, test } from '@playwright/test';
import { rewrites, slider } from './support/byHand';
import { collectProblems } from './support/console';
import { foldedLink, goldenLink, goldenSteps } from './support/goldenLinks';
import { cards } from './support/graph';
import { pressUntil } from './support/pressUntil';

// What the keys, the corner map and the view's buttons do, each by itself.

const flow = (page: Page) => page.locator('.flow');
const camera = (page: Page) => page.locator('.react-flow__viewport').first().getAttribute('style');

/** What of the graph is in the middle of the canvas, in the graph's own pixels, and how wide the canvas is. */
const middle = (page: Page) =>
  flow(page).evaluate((canvas) => {
    const viewport = canvas.querySelector('.react-flow__viewport');
    const { e, f, a } = new DOMMatrix(getComputedStyle(viewport ?? canvas).transform);
    const { width, height } = canvas.getBoundingClientRect();
    return { x: (width / 2 - e) / a, y: (height / 2 - f) / a, width };
  });

test('from afar a graph is blocks, then a drawing; the map in the corner leads to where it is clicked', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await page.goto(`./${foldedLink}`);
  await page.waitForFunction(() => performance.getEntriesByName('graph:painted').length > 0);
  await expect(cards(page).first()).toBeVisible();

  await test.step('cards, blocks, a drawing', async () => {
    await pressUntil(page.getByRole('button', { name: 'Zoom in' }), flow(page), 'data-lod', 'near');
    const seen = await pressUntil(
      page.getByRole('button', { name: 'Zoom out' }),
      flow(page),
      'data-lod',
      'far',
    );
    expect(seen).toEqual(['near', 'middle', 'block', 'far']);
    await expect(page.locator('.react-flow__node .card:visible')).toHaveCount(0);
  });

  await test.step('F shows all of it, and then there is nothing for the map to show', async () => {
    await page.keyboard.press('f');
    await expect(page.locator('.minimap')).toHaveCount(0);
  });

  await test.step('another size of the window shows all of it again; once a hand moved the camera, its middle stays', async () => {
    const [small, large] = [
      page.viewportSize() ?? { width: 1280, height: 800 },
      { width: 1600, height: 1000 },
    ];
    const fitted = await camera(page);
    await page.setViewportSize(large);
    await expect.poll(() => camera(page)).not.toBe(fitted);
    // The camera glides.
    await page.waitForTimeout(1000);
    const again = await camera(page);
    await page.keyboard.press('f');
    await page.waitForTimeout(500);
    expect(await camera(page)).toBe(again);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => camera(page)).not.toBe(again);
    await page.waitForTimeout(500);
    const before = await middle(page);
    await page.setViewportSize(small);
    await expect.poll(async () => (await middle(page)).width).toBeLessThan(before.width);
    const moved = async () => {
      const { x, y } = await middle(page);
      return Math.hypot(x - before.x, y - before.y);
    };
    await expect.poll(moved).toBeLessThan(1);
  });

  await test.step('a click on the map moves the camera there', async () => {
    await pressUntil(page.getByRole('button', { name: 'Zoom in' }), flow(page), 'data-lod', 'near');
    const map = page.locator('.minimap-map');
    const { width = 0, height = 0 } = (await map.boundingBox()) ?? {};
    const before = await camera(page);
    await map.click({ position: { x: width / 2, y: 4 } });
    await expect.poll(() => camera(page)).not.toBe(before);
    const above = await camera(page);
    await map.click({ position: { x: width / 2, y: height - 4 } });
    await expect.poll(() => camera(page)).not.toBe(above);
    const edge = await page.locator('.minimap-window').boundingBox();
    const bottom = (await map.boundingBox()) ?? { y: 0, height: 0 };
    expect((edge?.y ?? 0) + (edge?.height ?? 0)).toBeGreaterThan(bottom.y + bottom.height / 2);
  });

  await test.step('arrow keys lead from card to card', async () => {
    const map = page.locator('.minimap-map');
    await map.click({ position: { x: ((await map.boundingBox())?.width ?? 0) / 2, y: 4 } });
    const first = cards(page)
      .filter({ has: page.locator('.card.node') })
      .first();
    await first.click();
    const chosen = page.locator('.card[data-selected]');
    await expect(chosen).toHaveCount(1);
    const before = await chosen.textContent();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => (await chosen.count()) === 1 && (await chosen.textContent()) !== before)
      .toBe(true);
    await page.keyboard.press('Escape');
    await expect(chosen).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});

test('keys play and step, the list of keys opens, and rewrites without effect can be hidden', async ({
  page,
}) => {
  await page.goto(`./${goldenLink}`);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(goldenSteps));

  await test.step('? lists the keys', async () => {
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await expect(keys).toContainText('Fit the graph');
    await page.keyboard.press('Escape');
    await expect(keys).toHaveCount(0);
  });

  await test.step('Home, arrows and Space', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Home');
    await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
    await page.keyboard.press('ArrowRight');
    await expect(slider(page)).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('ArrowLeft');
    await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect
      .poll(async () => Number(await slider(page).getAttribute('aria-valuenow')))
      .toBeGreaterThan(0);
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await page.keyboard.press('End');
    await expect(slider(page)).toHaveAttribute('aria-valuenow', String(goldenSteps));
  });

  await test.step('rewrites without effect are hidden, and come back', async () => {
    await expect(rewrites(page)).toHaveCount(goldenSteps);
    await page.getByRole('button', { name: 'Hide without effect' }).click();
    const hidden = page.getByRole('button', { name: /^\d+ hidden$/ });
    const count = Number.parseInt((await hidden.textContent()) ?? '', 10);
    await expect(rewrites(page)).toHaveCount(goldenSteps - count);
    await hidden.click();
    await expect(rewrites(page)).toHaveCount(goldenSteps);
  });
});
