import { expect, test } from '@playwright/test';
import { collectProblems } from './support/console';
import { goldenLink } from './support/goldenLinks';
import { layoutFaults } from './support/layoutFaults';

test('the page opens cross-origin isolated and without a complaint', { tag: '@wide' }, async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto('./');
  await expect(page.getByLabel('Open model')).toBeAttached();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(problems).toEqual([]);
});

test('the page asks nobody but its own origin', async ({ page, baseURL }) => {
  const origins = new Set<string>();
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
  await page.goto('./', { waitUntil: 'networkidle' });
  expect([...origins]).toEqual([new URL(baseURL ?? '').origin]);
});

test('whatever the size of the page, nothing leaves it and nothing lies on anything else', async ({
  page,
}) => {
  await page.goto(`./${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  const name = page.locator('.model-name');
  // A phone upright and on its side, a tablet, a laptop enlarged by half, and what lies just between the layouts.
  for (const [width, height] of [
    [390, 844],
    [844, 390],
    [768, 1024],
    [853, 533],
    [721, 900],
    [961, 700],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(async () => expect(await layoutFaults(page)).toEqual([])).toPass({ timeout: 3000 });
    expect((await name.boundingBox())?.width).toBeGreaterThan(60);
    // The parts of the page take their places one after the other.
    await expect(async () => {
      const stage = await page.getByRole('region', { name: 'Graph' }).boundingBox();
      expect(Math.min(stage?.width ?? 0, (stage?.height ?? 0) * 1.5)).toBeGreaterThan(270);
    }).toPass({ timeout: 3000 });
  }
});
