import { expect, type Page, test } from '@playwright/test';
import { findViolations } from './support/axe';
import { collectProblems } from './support/console';
import { mainThreadTasks } from './support/mainThread';
import { openFile, openGraph } from './support/opening';
import { picture } from './support/picture';
import { galleryFile } from './support/shared';
import { expectState } from './support/state';

// The Train tab from a person's point of view, on a model of the gallery, opened as a file: a private one.

const openTab = (page: Page) => page.getByRole('tab', { name: 'Train' }).click();
const button = (page: Page, name: string) => page.getByRole('button', { name });
const bar = (page: Page) => page.getByRole('progressbar', { name: 'Training' });
const updates = async (page: Page): Promise<number> => Number(await bar(page).getAttribute('aria-valuenow'));

async function start(page: Page, from: string, total: number): Promise<void> {
  await openTab(page);
  await page.getByRole('radio', { name: from }).check();
  await page.getByLabel('Updates').fill(String(total));
  await button(page, 'Start training').click();
}

async function waitForUpdates(page: Page, atLeast: number): Promise<void> {
  await expect.poll(() => updates(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(atLeast);
}

/** The sum of the losses that the legend tells. */
async function losses(page: Page): Promise<number> {
  const figures = await page.getByRole('figure', { name: 'Losses by head' }).locator('dd').allInnerTexts();
  // A dash stands for what a batch had nothing of.
  return figures
    .map((text) => Number(text.replace('−', '-')))
    .filter(Number.isFinite)
    .reduce((a, b) => a + b, 0);
}

test('a model is learned while one looks on: losses fall, the page stays responsive, pause, step, reset', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const problems = collectProblems(page);
  await page.goto('./');
  await openGraph(page, galleryFile('squeezenet1_1.onnx'));
  await openTab(page);
  await expect(button(page, 'Start training')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const tasks = await mainThreadTasks(browser, page, async () => {
    await start(page, 'Nothing learned', 60);
    await expect(page.getByText(/^Recording episode|^Update \d+ of 60/)).toBeVisible({ timeout: 60_000 });
    await waitForUpdates(page, 4);
    const early = await losses(page);
    await waitForUpdates(page, 18);
    await button(page, 'Pause training').click();
    await expect(button(page, 'Resume training')).toBeEnabled();
    expect(await losses(page)).toBeLessThan(0.8 * early);
  });
  const longest = tasks.slice(0, 5).map((ms) => ms.toFixed(0));
  test.info().annotations.push({ type: 'longest tasks in ms', description: longest.join(', ') });
  expect(tasks.filter((ms) => ms > 50)).toEqual([]);
  await expect(page.getByText('Backend', { exact: true })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Latent space/ })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Speed-up/ })).toBeVisible();
  await expect(page.getByText(/^Dreams use the model trained here/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  await picture(page, 'train-paused');

  const paused = await updates(page);
  await page.waitForTimeout(1500);
  expect(await updates(page)).toBe(paused);
  await button(page, 'One update').click();
  await expect.poll(() => updates(page)).toBe(paused + 1);
  await button(page, 'Resume training').click();
  await expectState(page, 'training', { mask: [page.locator('.train > :not(:first-child), .status')] });
  await waitForUpdates(page, paused + 4);
  await button(page, 'Reset training').click();
  await expect.poll(() => updates(page), { timeout: 20_000 }).toBe(0);
  await expect(page.getByText(/^Dreams use the pretrained model/)).toBeVisible();
  await button(page, 'Stop training').click();
  await expect(button(page, 'Start training')).toBeVisible();
  expect(problems).toEqual([]);
});

test('an agent learns in rounds: it dreams, acts, is measured, and what it learned is used', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const problems = collectProblems(page);
  await page.goto('./');
  await openGraph(page, galleryFile('tiny_attention.onnx'));
  await openTab(page);
  await page.getByRole('radio', { name: /^Agent: dream/ }).check();
  await page.getByLabel('Rounds').fill('2');
  await expect(page.getByRole('checkbox', { name: /^Measure the best graphs/ })).toBeChecked();
  expect(await findViolations(page)).toEqual([]);
  await button(page, 'Start training').click();
  const sentence = page.getByText(/^(Before the first round|Round \d of 2): /);
  await expect(sentence).toBeVisible({ timeout: 60_000 });
  const returns = page.getByRole('figure', { name: /^Speed-up of the agent/ });
  await expect(returns).toBeVisible({ timeout: 60_000 });
  // A round has ended once its best graphs are listed, with the clock's word.
  const rows = page.getByRole('table', { name: /^Best graphs of each round/ }).locator('tbody tr');
  await expect(rows.first()).toBeVisible({ timeout: 90_000 });
  await button(page, 'Pause training').click();
  await expect(button(page, 'Resume training')).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByText(/^Paused after round 1 of 2/)).toBeVisible();
  await expect(rows.first().locator('td')).toHaveText([
    '1',
    /^\d+$/,
    /^~×\d/,
    /^≈×\d/,
    // A machine that is too busy gives no figure; the price stands in.
    /^×[\d.]+ [\d.]+.–.[\d.]+$|^no figure$/,
  ]);
  const said =
    /^Dreams are corrected by what the clock said of [1-3] graphs?|^The clock has said nothing yet/;
  await expect(page.getByText(said)).toBeVisible();
  await expect(returns.locator('dt').nth(0)).toHaveText('Imagined');
  await expect(returns.locator('dt').nth(1)).toHaveText('Real graph, estimated');
  await expect(page.getByText(/^Dreams, and the next Optimize of this model, use the agent/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await picture(page, 'train-agent');
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Save checkpoint').click()]);
  expect(saved.suggestedFilename()).toBe('tiny_attention.dgag');
  await button(page, 'Reset training').click();
  await expect(page.getByText(/^Dreams use the pretrained model/)).toBeVisible({ timeout: 20_000 });
  await page.getByLabel('Open checkpoint').setInputFiles(await saved.path());
  await expect(page.getByText(/^Ready to go on after round 1/)).toBeVisible({ timeout: 30_000 });
  await expect(rows.first()).toBeVisible();
  await button(page, 'Stop training').click();
  expect(problems).toEqual([]);
});

test('a checkpoint survives a reload when that is asked for, and only then', async ({ page }) => {
  test.setTimeout(180_000);
  const file = galleryFile('tiny_attention.onnx');
  await page.goto('./');
  await openFile(page, file);
  await start(page, 'Nothing learned', 2);
  await expect(page.getByText(/^Trained: 2 updates/)).toBeVisible({ timeout: 90_000 });
  await page.reload();
  await openFile(page, file);
  await openTab(page);
  await expect(page.getByRole('checkbox', { name: 'Keep in this browser' })).not.toBeChecked();
  await expect(button(page, 'Continue from there')).toHaveCount(0);

  await page.getByRole('checkbox', { name: 'Keep in this browser' }).check();
  await start(page, 'Nothing learned', 2);
  await expect(page.getByText(/^Trained: 2 updates/)).toBeVisible({ timeout: 90_000 });
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Save checkpoint').click()]);
  expect(saved.suggestedFilename()).toBe('tiny_attention.dgck');
  await page.reload();
  await openFile(page, file);
  await openTab(page);
  await expect(page.getByText(/^2 updates of this model are kept/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await button(page, 'Continue from there').click();
  await expect(page.getByText(/^Ready to go on from update 2/)).toBeVisible({ timeout: 30_000 });
  await button(page, 'Resume training').click();
  await waitForUpdates(page, 4);
  await button(page, 'Stop training').click();
  await page.getByRole('checkbox', { name: 'Keep in this browser' }).uncheck();
  await expect.poll(() => keptInBrowser(page)).toBe(0);
  await page.reload();
  await openFile(page, file);
  await openTab(page);
  await expect(page.getByRole('checkbox', { name: 'Keep in this browser' })).not.toBeChecked();
  await expect(button(page, 'Continue from there')).toHaveCount(0);
});

/** How many checkpoints this browser keeps. */
const keptInBrowser = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('dreamgraph-training');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const count = request.result.transaction('checkpoints').objectStore('checkpoints').count();
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
          count.onerror = () => reject(count.error);
        };
      }),
  );
