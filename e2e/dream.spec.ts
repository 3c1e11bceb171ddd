import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { collectProblems } from './support/console';
import { openFile, openGraph } from './support/opening';
import { galleryFile } from './support/shared';

// Dreams beside reality, as a person sees them.

const painted = (page: Page) => page.evaluate(() => performance.getEntriesByName('dream:painted').length);

async function openDream(page: Page, file: string): Promise<void> {
  await page.goto('./');
  // Some have their weights in a file of their own: they can be dreamed of all the same.
  await openGraph(page, galleryFile(file));
  await page.getByRole('tab', { name: 'Dream' }).click();
  await expect(page.getByRole('region', { name: 'Dream', exact: true })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Imagined runtime of/ })).toBeVisible();
}

for (const file of ['bert_mini.onnx', 'tiny_attention.onnx', 'squeezenet1_1.onnx']) {
  test(`${file}: a fan of dreams, redrawn by its sliders, and checked against reality`, async ({ page }) => {
    const problems = collectProblems(page);
    await page.emulateMedia({ colorScheme: file.startsWith('squeezenet') ? 'dark' : 'light' });
    await openDream(page, file);
    const before = await painted(page);
    const temperature = page.getByRole('slider', { name: 'Temperature' });
    await temperature.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => painted(page)).toBeGreaterThan(before);
    const rows = page.getByRole('list', { name: 'Steps of this dream' }).getByRole('listitem');
    await page.getByRole('slider', { name: 'Horizon' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
    // The start, and at most six imagined steps.
    await expect.poll(() => rows.count()).toBeLessThanOrEqual(7);

    // Both are under the fan and in view.
    for (const name of ['Temperature', 'Horizon'])
      await expect(page.getByRole('slider', { name })).toBeInViewport();
    const dream = page.getByRole('region', { name: 'Dream', exact: true });
    await expect(rows.nth(1)).toContainText(/chosen with \d+\s%/);
    await expect(rows.nth(1)).toContainText('is how much the ensemble');
    await rows.nth(1).getByRole('button').first().click();
    await expect(dream.locator('.mask summary')).toHaveText(/^Legal, as imagined: \d+ rules?, \d+ places?$/);
    await rows.nth(1).getByRole('button').first().click();

    await page.getByRole('button', { name: 'Check against reality' }).click();
    await expect(page.getByRole('region', { name: 'How far to trust these dreams' })).toBeVisible();
    await expect(page.getByText(/\d+ steps? checked on this model/)).toBeVisible();
    // Where the dream gains something, its promise is held against what is kept of it, in words.
    if ((await dream.locator('.promise').count()) > 0)
      await expect(dream.locator('.verdict-words')).toHaveText(
        /^(Kept|More than kept|Not kept|Better than|The dream promised)/,
      );
    const partings = dream.getByRole('list', { name: 'Where dream and reality part' });
    const signs = dream.locator('.parting text');
    await expect(partings.getByRole('listitem')).toHaveCount(await signs.count());
    if ((await signs.count()) > 0)
      await expect(partings).toContainText(/Step \d+: (illegal there|mask wrong|estimated|measured)/);
    await page.getByRole('button', { name: 'Next dream' }).click();
    await expect(page.getByText(/^Dream 2 of 20/)).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
}

test('a person steers a dream, makes it real, and every step has its imagined figure', async ({ page }) => {
  await openDream(page, 'tiny_attention.onnx');
  const steps = page.getByRole('list', { name: 'Steps of this dream' });
  await steps.getByRole('button').first().click();
  await expect(page.getByText(/^Legal: \d+ rules?/)).toBeVisible();
  await page.getByRole('heading', { name: 'Steer: what could come next' }).waitFor();
  const choice = page.locator('.choice').nth(1);
  const title = (await choice.locator('.what').textContent()) ?? '';
  await choice.click();
  await expect(page.getByRole('button', { name: 'Stop steering' })).toBeVisible();
  await expect(steps.getByRole('button').nth(1)).toContainText(title);
  await expect(steps.getByRole('button').nth(1)).toContainText('your choice');
  await page.getByRole('button', { name: 'Check against reality' }).click();
  await page.getByRole('button', { name: 'Make it real' }).click();
  const rewrites = page.getByRole('list', { name: 'Rewrites' }).getByRole('listitem');
  await expect(rewrites.first()).toBeVisible();
  await expect(rewrites.first().locator('.imagined')).toContainText('~');
});

test('the clock is asked about a dream, and its word stands beside the promise', async ({ page }) => {
  test.setTimeout(120_000);
  await openDream(page, 'tiny_attention.onnx');
  await page.getByRole('button', { name: 'Check against reality' }).click();
  await page.getByRole('button', { name: 'Ask the clock' }).click();
  await expect(page.getByText(/^Rewrite \d+ of this dream is with the clock: 1 of \d+, about/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop measuring' }).click();
  await expect(page.getByRole('button', { name: 'Ask the clock' })).toBeEnabled({ timeout: 5000 });
  await expect(page.getByRole('status')).toHaveText('Stopped; nothing was kept');
  await page.getByRole('button', { name: 'Ask the clock' }).click();
  // A busy machine gives no figure, and says so.
  const noisy = page.getByRole('alert').filter({ hasText: 'MACHINE_NOISY' });
  await expect(page.locator('.promise-figure.measured').or(noisy)).toBeVisible({ timeout: 60_000 });
  // A dream that reality ends after its first step is measured by then.
  const stop = page.getByRole('button', { name: 'Stop measuring' });
  if (await stop.isVisible()) await stop.click({ timeout: 5000 }).catch(() => undefined);
  await expect(page.getByRole('button', { name: 'Stop measuring' })).toHaveCount(0, { timeout: 30_000 });
});

test('both world models dream on one scale, side by side, and the fan answers the pointer', async ({
  page,
}) => {
  await openDream(page, 'tiny_attention.onnx');
  const dream = page.getByRole('region', { name: 'Dream', exact: true });
  await dream.getByText('side by side').click();
  const fans = dream.getByRole('figure', { name: /^Imagined runtime of \d+ dreams of/ });
  await expect(fans).toHaveCount(2);
  const table = dream.getByRole('table', { name: 'Both world models side by side' });
  await expect(table.getByRole('rowheader')).toHaveText(['dreamgraph', 'rlflow']);
  await expect(table).toContainText('not checked');
  // The same milliseconds stand at the same height in both.
  const marks = (i: number) => fans.nth(i).locator('.tick text').allTextContents();
  await expect.poll(async () => (await marks(0)).join()).toBe((await marks(1)).join());
  await dream.getByRole('button', { name: 'Check against reality' }).first().click();
  await expect(table.locator('.estimated')).toHaveCount(1, { timeout: 30_000 });
  await expect(dream.getByText(/checked on this model.*τ/)).toBeVisible();

  const fan = fans.first();
  await fan.scrollIntoViewIfNeeded();
  const box = await fan.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 0.6 * (box?.width ?? 0), (box?.y ?? 0) + 16];
  const pointed = fan.locator('.dream[data-pointed]');
  // Down the fan, until it is at another curve than the one that is followed.
  for (let down = 0; down < 170 && (await pointed.count()) === 0; down += 8)
    await page.mouse.move(x, y + down);
  await expect(pointed).toHaveCount(1);
  expect(await findViolations(page)).toEqual([]);
});

test('the graph can be coloured by where the agent would act next', async ({ page }) => {
  await openDream(page, 'squeezenet1_1.onnx');
  await page.getByRole('button', { name: 'Colours and detail' }).click();
  await page.getByRole('menuitemradio', { name: 'Where the agent would act next' }).click();
  const region = page.getByRole('region', { name: 'Graph' });
  const input = region.locator('.react-flow__node').filter({ hasText: 'Input' });
  await expect(input.locator('.card')).toHaveAttribute('data-heat', '0');
  // The legend leads to where it is likeliest.
  await region.getByRole('button', { name: /^Go to .*, which has most$/ }).click();
  const chosen = region.locator('.card[data-selected]');
  await expect(chosen).toHaveAttribute('data-heat', '100');
  await expect(chosen.locator('.heat')).toHaveText(/^\d+\s%$/);
});

test.describe('with another checkpoint', () => {
  // Otherwise the page's own service worker would answer before the test can.
  test.use({ serviceWorkers: 'block' });

  test('a checkpoint of other rules is refused with its reason, and nothing is imagined', async ({
    page,
  }) => {
    const bytes = await readFile(galleryFile('dreamgraph.dgck'));
    const at = bytes.indexOf('"hash":"') + 8;
    bytes.write('00000000', at, 'latin1');
    await page.route('**/models/dreamgraph.dgck', (route) =>
      route.fulfill({ body: bytes, contentType: 'application/octet-stream' }),
    );
    await page.goto('./');
    await openFile(page, galleryFile('tiny_attention.onnx'));
    await page.getByRole('tab', { name: 'Dream' }).click();
    const dream = page.getByRole('region', { name: 'Dream', exact: true });
    await expect(dream).toContainText('CHECKPOINT_REJECTED');
    await expect(dream).toContainText('another list of');
    await expect(page.getByRole('figure', { name: /^Imagined runtime of/ })).toHaveCount(0);
  });
});
