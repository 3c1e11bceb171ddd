import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { collectProblems } from './support/console';
import { openFile, optimizeToEnd } from './support/opening';
import { galleryFile } from './support/shared';

// What is behind a speed-up: the spread of the times, the operators before and after, and one rewrite up close.

test('the result shows its rounds, its operators and its rewrites, and can be played against', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const problems = collectProblems(page);
  await page.goto('./?seconds=6');
  await openFile(page, galleryFile('tiny_attention.onnx'));
  await optimizeToEnd(page);

  await test.step('the spread of both models’ times', async () => {
    await page.getByRole('tab', { name: 'Bench' }).click();
    const figure = page.getByRole('figure', { name: /Times of both models/ });
    await expect(figure).toBeVisible();
    await expect(figure.locator('.rounds')).toHaveCount(2);
  });

  await test.step('operators before and after, sorted, opened and saved', async () => {
    await page.getByRole('button', { name: 'Time the operators' }).click();
    const table = page.getByRole('table').filter({ hasText: 'Operator' });
    await expect(table).toBeVisible({ timeout: 30_000 });
    const before = table.getByRole('columnheader', { name: 'Before' });
    await expect(before).toHaveAttribute('aria-sort', 'descending');
    await table.getByRole('button', { name: 'Operator' }).click();
    const names = await table.getByRole('rowheader').getByRole('button').allTextContents();
    expect(names.length).toBeGreaterThan(2);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    await table.getByRole('rowheader').getByRole('button').first().click();
    await expect(page.locator('.kernels')).toBeVisible();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save for Perfetto' }).click(),
    ]);
    const trace = JSON.parse(await readFile(await file.path(), 'utf8'));
    const processes = new Set(trace.traceEvents.map(({ pid }: { pid: number }) => pid));
    expect(processes.size).toBe(2);
    expect(trace.traceEvents.filter(({ ph }: { ph: string }) => ph === 'X').length).toBeGreaterThan(10);
  });

  await test.step('a rewrite up close', async () => {
    const picture = page.locator('.picture');
    await expect(picture).toHaveCount(1);
    await expect(picture.locator('.removed, .added').first()).toBeVisible();
    await expect(picture).toContainText('Proved');
  });

  await test.step('a run of one’s own against the agent’s', async () => {
    await page.getByRole('slider', { name: 'Step' }).focus();
    await page.keyboard.press('Home');
    const selected = page.locator('.react-flow__node').filter({ hasText: 'MatMul' }).first();
    await page.getByRole('tab', { name: 'Inspect' }).click();
    await selected.click();
    await page.getByRole('button', { name: 'Apply' }).first().click();
    await expect(page.getByText(/The agent reached/)).toContainText('you');
  });
  expect(problems).toEqual([]);
});
