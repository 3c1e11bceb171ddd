import { execFile, spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { traceFromFile } from '../src/trace';
import { rewrites, slider } from './support/byHand';
import { attention, banner } from './support/sharing';

// What the command writes and the page reads.

const root = fileURLToPath(new URL('..', import.meta.url));

test('a trace that the command wrote replays when it is dropped with its model', async ({ page }) => {
  test.setTimeout(180_000);
  const file = test.info().outputPath('run.dreamtrace');
  const options = ['--seconds', '3', '--no-steps', '--threads', '1', '--seed', '1', '--trace', file];
  await promisify(execFile)('npx', ['tsx', path.join('cli', 'optimize.ts'), attention, ...options], {
    cwd: root,
  });
  const trace = traceFromFile(await readFile(file, 'utf8'));
  expect(trace.model.name).toBeNull();
  expect(Object.keys(trace.versions)).toContain('dreamgraph');
  expect(trace.steps.length).toBeGreaterThan(0);

  await page.goto('./');
  await page.getByLabel('Open model').setInputFiles([file, attention]);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeVisible();
  await expect(banner(page)).toContainText('a private model');
  await expect(banner(page)).not.toContainText('cannot be replayed');
  await expect(rewrites(page)).toHaveCount(trace.steps.length);
  await expect(slider(page)).toHaveAttribute('aria-valuenow', String(trace.steps.length));
});

test('the command writes the file before it measures steps, and Ctrl+C keeps what there is', async () => {
  test.setTimeout(180_000);
  const out = test.info().outputPath('faster.onnx');
  const options = ['--seconds', '3', '--threads', '1', '--seed', '1', '--out', out];
  const command = spawn(process.execPath, ['--import', 'tsx', 'cli/optimize.ts', attention, ...options], {
    cwd: root,
  });
  const told = { out: '', err: '' };
  command.stdout.on('data', (text) => {
    told.out += String(text);
  });
  command.stderr.on('data', (text) => {
    told.err += String(text);
  });
  const ended = new Promise<number | null>((resolve) => {
    command.on('close', resolve);
  });
  try {
    await expect(() => expect(told.err).toContain('Measuring step')).toPass({ timeout: 120_000 });
    await expect(async () => expect((await stat(out)).size).toBeGreaterThan(0)).toPass({ timeout: 10_000 });
    command.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(told.err).toContain('Stopping: what is best so far');
    expect(told.out).toMatch(/×\d\.\d{3}/);
  } finally {
    command.kill('SIGKILL');
  }
});
