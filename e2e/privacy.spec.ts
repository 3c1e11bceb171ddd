import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { collectOrigins, collectViolations, plainHost } from './support/hosting';
import { keptWith } from './support/kept';
import { openFile, optimizeToResult } from './support/opening';
import { secretModel, secrets } from './support/secretModel';
import { galleryFile } from './support/shared';

// Nothing leaves the machine: the origins that are asked, and what the page's policy has to refuse (nothing at all).

test('opening, optimizing, dreaming, training and sharing ask no other origin, and keep nothing of a private model', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const origins = collectOrigins(context);
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  context.on('request', (request) => told.push(`${request.url()} ${request.postData() ?? ''}`));
  const violations = await collectViolations(page);
  const host = await plainHost();
  try {
    await page.goto(`${host.url}?seconds=1`);
    const file = test.info().outputPath('quokka-secret.onnx');
    await writeFile(file, secretModel());
    await openFile(page, file);
    await optimizeToResult(page);
    expect(await keptWith(page, secrets)).toEqual([]);
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
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await keptWith(page, secrets)).toEqual([]);
    for (const text of [link, ...told]) for (const secret of secrets) expect(text).not.toContain(secret);
    await test.step('operator times are kept when the person asks, and forgotten when they ask', async () => {
      await page.getByRole('button', { name: 'What was measured' }).click();
      const keep = page.getByRole('checkbox', { name: 'Keep operator times in this browser' });
      await keep.check();
      await expect.poll(() => keptWith(page, ['zq,qv->zv'])).toHaveLength(1);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save times' }).click(),
      ]);
      const table = await saved.path();
      expect(JSON.parse(await readFile(table, 'utf8'))).toMatchObject({ format: 'dreamgraph-costs' });
      await keep.uncheck();
      await expect.poll(() => keptWith(page, secrets)).toEqual([]);
      await page.getByLabel('Open operator times').setInputFiles(table);
      await expect(
        page.getByRole('status').filter({ hasText: /Times of \d+ operators? taken, for CPU/ }),
      ).toBeVisible();
      expect(await keptWith(page, secrets)).toEqual([]);
    });
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
