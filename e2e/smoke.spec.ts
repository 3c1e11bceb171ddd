import { expect, test } from '@playwright/test';
import { collectProblems } from './support/console';

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
