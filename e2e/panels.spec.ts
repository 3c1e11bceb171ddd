import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { openOwnTrace, rewriteAt, rewrites, slider } from './support/byHand';
import { collectProblems } from './support/console';
import { goldenSteps } from './support/goldenLinks';
import { mainThreadTasks } from './support/mainThread';
import { openFile, optimizeToResult, stopIfRunning } from './support/opening';
import { command } from './support/palette';
import { galleryFile } from './support/shared';
import { expectState } from './support/state';

// What is behind a speed-up: the spread of the times, the operators before and after, and one rewrite up close.

test('operators before and after, and each rewrite up close', async ({ page }) => {
  const problems = collectProblems(page);
  await openOwnTrace(page);

  await test.step('operators before and after, sorted, opened and saved', async () => {
    await page.getByRole('tab', { name: 'Bench' }).click();
    await page.getByRole('button', { name: 'Time the operators' }).click();
    await expect(page.getByRole('status')).toHaveText(/Timing the operators, profile \d of 4, about/, {
      timeout: 30_000,
    });
    await page.getByRole('button', { name: 'Stop timing' }).click();
    await expect(page.getByRole('status')).toHaveText('Stopped; nothing was kept', { timeout: 5000 });
    await page.getByRole('button', { name: 'Time the operators' }).click();
    const table = page.getByRole('table').filter({ hasText: 'Operator' });
    await expect(table).toBeVisible({ timeout: 40_000 });
    const before = table.getByRole('columnheader', { name: 'Before' });
    await expect(before).toHaveAttribute('aria-sort', 'descending');
    await table.getByRole('button', { name: 'Operator' }).click();
    const names = await table.getByRole('rowheader').getByRole('button').allTextContents();
    expect(names.length).toBeGreaterThan(2);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    await table.getByRole('rowheader').getByRole('button').first().click();
    await expect(page.locator('.kernels')).toBeVisible();
    // Figures of the clock, and which operators there are by time.
    await expectState(page, 'operators', { mask: [page.locator('.story, .rewrites, .details')] });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save for Perfetto' }).click(),
    ]);
    const trace = JSON.parse(await readFile(await file.path(), 'utf8'));
    const processes = new Set(trace.traceEvents.map(({ pid }: { pid: number }) => pid));
    expect(processes.size).toBe(2);
    expect(trace.traceEvents.filter(({ ph }: { ph: string }) => ph === 'X').length).toBeGreaterThan(10);
  });

  await test.step('the same times colour the cards, and say whose word they are', async () => {
    await command(page, 'colour by share');
    const legend = page.locator('.overlay-legend');
    await expect(legend).toContainText('Share of the runtime, measured per operator');
    await page.keyboard.press('Control+z');
    await expect(legend).toHaveCount(0);
  });

  await test.step('a rewrite up close, and the one before it', async () => {
    const picture = page.locator('.picture');
    await expect(picture).toHaveCount(1);
    await expect(picture.locator('.removed, .added').first()).toBeVisible();
    await expect(picture).toContainText('Proved');
    const last = await picture.textContent();
    await page.getByRole('button', { name: 'Previous step' }).click();
    await expect(slider(page)).toHaveAttribute('aria-valuenow', String(goldenSteps - 1));
    await expect(picture).not.toHaveText(last ?? '');
    await expect(picture.locator('.removed, .added').first()).toBeVisible();
  });

  await test.step('a step is with the clock until it is stopped', async () => {
    await page.getByRole('button', { name: 'Measure this step' }).click();
    await expect(page.getByRole('status')).toHaveText(/^Measuring step \d+ in turns .*, about/);
    await page.getByRole('button', { name: 'Stop measuring' }).click();
    await expect(page.getByRole('button', { name: 'Measure this step' })).toBeEnabled({ timeout: 5000 });
    await expect(page.getByRole('status')).toHaveText('Stopped; nothing was kept');
  });

  await test.step('the figures of a step are at the pointer, in the chart as in the list', async () => {
    await rewrites(page).first().hover();
    await expect(page.locator('.readout')).toContainText('Step 1');
    await expect(page.locator('.readout')).toContainText('imagined');
    const marks = await page.locator('.chart .tick text').allTextContents();
    expect(new Set(marks.map((mark) => mark.split('\u202f')[1])).size).toBe(1);
    // What is imagined begins at the original.
    await expect(page.locator('.chart table tbody tr').first()).toHaveText(/^0[\d.]+ ms/);
  });
  expect(problems).toEqual([]);
});

test('optimizing leaves the page free; the result shows the spread of times, and can be played against', async ({
  page,
  browser,
}) => {
  test.setTimeout(150_000);
  const problems = collectProblems(page);
  await page.goto('./?seconds=2');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  const tasks = await mainThreadTasks(browser, page, () => optimizeToResult(page));
  const longest = tasks.slice(0, 5).map((ms) => ms.toFixed(0));
  test.info().annotations.push({ type: 'longest tasks in ms', description: longest.join(', ') });
  expect(tasks.filter((ms) => ms > 50)).toEqual([]);

  await test.step('the spread of both models’ times, whether or not one is faster', async () => {
    await page.getByRole('tab', { name: 'Bench' }).click();
    const figure = page.getByRole('figure', { name: /Times of both models/ });
    await expect(figure).toBeVisible();
    await expect(figure.locator('.rounds')).toHaveCount(2);
    await expect(page.locator('.chart .series', { hasText: 'ORT all' })).toBeVisible();
    // What is found, and how fast it is, differs from one machine to the next.
    const found = '.story, .rewrites, .details, .stage, .outcome, .transport';
    // A machine that is too busy for any verdict has a paragraph more.
    if (!(await page.getByRole('heading', { name: 'The machine could not tell' }).isVisible()))
      await expectState(page, 'result', { mask: [page.locator(found)] });
  });

  await test.step('a run of one’s own against the agent’s', async () => {
    // Also where Optimize found nothing: then there is no list, and the original is in view.
    if ((await rewrites(page).count()) > 0) {
      await slider(page).focus();
      await page.keyboard.press('Home');
      await expect(slider(page)).toHaveAttribute('aria-valuenow', '0');
    }
    await rewriteAt(page, ['MatMul', 'Add'], 0);
    await expect(page.getByText(/The agent reached/)).toContainText('you');
  });

  await test.step('and the agent’s against one’s own', async () => {
    // Where the clock could not tell, there is no line to be drawn.
    if (!(await page.getByText(/The agent reached what the clock/).isVisible()))
      await expect(page.locator('.chart .series', { hasText: 'Agent' })).toBeVisible();
    await page.getByRole('button', { name: 'Optimize' }).click();
    await expect(page.getByText(/^You reached/)).toContainText('the agent is at work');
    await stopIfRunning(page);
    // Stopped before anything was measured, everything is as it was before.
    await expect(page.getByText(/^(You|The agent) reached/)).toContainText(
      /agent (has no result|reached|what|×)/,
    );
  });
  expect(problems).toEqual([]);
});
