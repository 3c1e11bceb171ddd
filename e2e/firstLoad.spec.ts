import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { dist } from './support/clock';
import { plainHost } from './support/hosting';

/** Compressed script before a model is opened, in kilobytes: the page, its workers, and the sample that it rewrites. */
const LIMIT = 250;

test('no more than 250 KB of compressed script before a model is opened', async ({ browser }, info) => {
  const host = await plainHost();
  // The service worker fetches what comes later, after the page is usable; that is not the first load.
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = await context.newPage();
    await page.goto(host.url, { waitUntil: 'networkidle' });
    // The sample has been rewritten, so the model worker has loaded what it needs.
    await expect(page.locator('.demo-count')).toContainText('multiply-adds');
    await page.waitForTimeout(2500);
    const scripts = [...new Set(host.asked.filter((file) => file.endsWith('.js')))];
    const sizes = await Promise.all(
      scripts.map(async (file) => {
        const bytes = gzipSync(await readFile(path.join(dist, file)), { level: 9 }).length;
        return { file, kilobytes: bytes / 1000 };
      }),
    );
    const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
    const list = sizes
      .sort((a, b) => b.kilobytes - a.kilobytes)
      .map(({ file, kilobytes }) => `${kilobytes.toFixed(1).padStart(8)} KB  ${file}`)
      .join('\n');
    info.annotations.push({ type: 'first load', description: `${total.toFixed(1)} KB` });
    expect(total, `${total.toFixed(1)} KB of script:\n${list}`).toBeLessThanOrEqual(LIMIT);
  } finally {
    await context.close();
    await host.close();
  }
});
