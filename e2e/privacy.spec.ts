import { expect, test } from '@playwright/test';
import { collectOrigins, collectViolations, plainHost } from './support/hosting';
import { openFile, optimizeToResult } from './support/opening';
import { galleryFile } from './support/shared';

// Nothing leaves the machine: the origins that are asked, and what the page's policy has to refuse (nothing at all).

test('opening, optimizing, dreaming, training and sharing ask no other origin, and keep no name of a private model', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const origins = collectOrigins(context);
  const violations = await collectViolations(page);
  const host = await plainHost();
  try {
    await page.goto(`${host.url}?seconds=1`);
    await openFile(page, galleryFile('tiny_attention.onnx'));
    await optimizeToResult(page);
    await page.getByRole('tab', { name: 'Dream' }).click();
    await expect(page.getByRole('slider', { name: 'Temperature' })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('radio', { name: 'Nothing learned' }).check();
    await page.getByLabel('Updates').fill('2');
    await page.getByRole('button', { name: 'Start training' }).click();
    await expect(page.getByRole('progressbar', { name: 'Training' })).toHaveAttribute('aria-valuenow', '2', {
      timeout: 120_000,
    });
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/#t\d=/);
    expect([...origins]).toEqual([new URL(host.url).origin]);
    expect(violations).toEqual([]);
    // What the browser keeps must not tell the name of a file that a person opened.
    const kept = await page.evaluate(async () => {
      const caches = await self.caches.keys();
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, caches, databases, location.href]);
    });
    expect(kept).not.toContain('tiny_attention');
  } finally {
    await host.close();
  }
});

test('an address on another server is fetched only once a person agreed, and then by one worker', async ({
  page,
}) => {
  const host = await plainHost();
  const asked: string[] = [];
  await page.route('https://models.example/**', async (route) => {
    asked.push(route.request().url());
    await route.fulfill({
      path: galleryFile('tiny_conv.onnx'),
      headers: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    });
  });
  const violations = await collectViolations(page);
  try {
    await page.goto(`${host.url}?model=https://models.example/tiny.onnx`);
    await expect(page.getByText('https://models.example/tiny.onnx')).toBeVisible();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: /^Fetch from/ }).click();
    await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
    expect(asked).toEqual(['https://models.example/tiny.onnx']);
    expect(violations).toEqual([]);
  } finally {
    await host.close();
  }
});
