import { expect, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { rewrites } from './support/byHand';
import { collectProblems } from './support/console';
import { goldenLink, goldenSteps } from './support/goldenLinks';
import { asPrivate, banner, linkOf, missing, serveElsewhere } from './support/sharing';

// Where a shared trace is looked at: in a frame, on a phone, by a checker of accessibility.

test('axe finds nothing: a replayed trace, the dialog, a trace without its model, a frame', async ({
  page,
}) => {
  // axe is put into the page as a script, which its policy would refuse.
  const client = await page.context().newCDPSession(page);
  await client.send('Page.setBypassCSP', { enabled: true });
  await page.goto(`./${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.goto(`./?private=1${await linkOf(asPrivate)}`);
  await expect(missing(page)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.goto(`./?embed=1${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
});

test('embedded, there are graph, chart and timeline and nothing else', async ({ page }) => {
  const problems = collectProblems(page);
  await page.goto(`./?embed=1${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Optimize' })).toHaveCount(0);
  const full = await page.getByRole('link', { name: 'Open in Dreamgraph' }).getAttribute('href');
  expect(full).toContain(goldenLink);
  expect(full).not.toContain('embed');
  expect(problems).toEqual([]);
});

test('the code to embed it works in a page elsewhere, isolated or not', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`./${goldenLink}`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Copy code to embed it in a page' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1);
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain(`src="${baseURL}?embed=1#t1=`);

  const isolation = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  const lecture = await serveElsewhere((path, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', ...(path === '/isolated' ? isolation : {}) });
    response.end(`<title>A lecture</title>${code}`);
  });
  const frame = page.frameLocator('iframe');
  for (const path of ['', 'isolated']) {
    await page.goto(lecture.url + path);
    await expect(frame.getByRole('region', { name: 'Graph' })).toBeVisible();
    await expect(frame.getByRole('slider', { name: 'Step' })).toHaveAttribute(
      'aria-valuenow',
      String(goldenSteps),
    );
    const isolated = path === 'isolated';
    expect(await page.frames()[1]?.evaluate(() => crossOriginIsolated)).toBe(isolated);
    await expect(frame.getByText('One thread in this frame')).toHaveCount(isolated ? 0 : 1);
  }
  await lecture.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('a shared trace shows its chart and its result', async ({ page }) => {
    await page.goto(`./${goldenLink}`);
    await expect(banner(page)).toContainText('tiny_attention');
    await expect(page.getByRole('figure', { name: 'Imagined and measured runtime' })).toBeVisible();
    await expect(rewrites(page)).toHaveCount(goldenSteps);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
