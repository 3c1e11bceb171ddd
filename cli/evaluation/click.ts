import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { modelPath } from '../../perf/models';
import { ROOT } from '../../scripts/setup.mjs';
import type { OptimizeReport } from '../../src/workers/session/protocol';
import type { ClickRow } from './report';

/** Seconds that a result may take on two cores, by model. */
export const clickLimits: Readonly<Record<string, number>> = { squeezenet1_1: 15, bert_base: 90 };

/** A command that takes longer hangs. Milliseconds. */
const patienceMs = 600_000;

/** Runs the command with its own defaults and reads its report; null where the model is not here. */
export async function clickRow(model: string): Promise<ClickRow | null> {
  const file = modelPath(model);
  if (file === null) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-click-'));
  const report = path.join(folder, 'report.json');
  const limit = clickLimits[model] ?? Number.POSITIVE_INFINITY;
  const begin = performance.now();
  const since = () => (performance.now() - begin) / 1000;
  try {
    const args = ['tsx', 'cli/optimize.ts', file, '--random-weights', '--no-steps', '--report', report];
    await promisify(execFile)('npx', args, { cwd: ROOT, maxBuffer: 2 ** 28, timeout: patienceMs });
    const { returned, search } = JSON.parse(readFileSync(report, 'utf8')) as OptimizeReport;
    return { model, returned, wallSeconds: since(), seconds: search.seconds, limit, error: null };
  } catch (thrown) {
    const { stderr, killed } = thrown as { stderr?: unknown; killed?: boolean };
    const text = String(stderr ?? thrown);
    const said = /error [A-Z_]+: .*/.exec(text)?.[0] ?? text.trim().split('\n').at(-1) ?? 'it failed';
    const error = killed === true ? `it was ended after ${patienceMs / 1000} s` : said;
    return { model, returned: '–', wallSeconds: since(), seconds: since(), limit, error };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
