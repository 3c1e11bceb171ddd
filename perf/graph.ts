import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../src/core';
import { type Bench, type Metric, type Metrics, metric } from './bench';
import { modelPath } from './models';

const child = fileURLToPath(new URL('./graphChild.ts', import.meta.url));
const spare = 1.5 * 2 ** 30;

/** Runs one job in a process of its own, so that its peak memory is its own. */
function inChild(...args: readonly string[]): Promise<Metrics> {
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', child, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    run.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    run.on('error', reject);
    run.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(output) as Metrics);
      else reject(new CodedError('WORKER_FAILED', `The benchmark's process ended with status ${status}.`));
    });
  });
}

const prefixed = (name: string, metrics: Metrics): Record<string, Metric> =>
  Object.fromEntries(Object.entries(metrics).map(([key, value]) => [`${name}: ${key}`, value]));

/** The graph layer on bert_base with its weights inside the file, and on the many nodes of swin_t. */
export const graph: Bench = {
  name: 'graph',
  about: 'decode, encode, infer, validate, hash, diff and group for bert_base with weights and for swin_t',
  run: async () => {
    const metrics: Record<string, Metric> = {};
    const [bert, swin] = [modelPath('bert_base'), modelPath('swin_t')];
    const folder = await mkdtemp(path.join(tmpdir(), 'dreamgraph-bench-'));
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bert !== null && bavail * bsize > spare) {
        const filled = path.join(folder, 'bert_base.onnx');
        await inChild('fill', bert, filled);
        metrics['bert_base: file'] = metric([(await stat(filled)).size / 1e6], 'MB');
        Object.assign(metrics, prefixed('bert_base', await inChild('measure', filled)));
      } else if (bert !== null) console.warn(`bert_base is left out: ${folder} has less than 1.5 GB free`);
      if (swin !== null) Object.assign(metrics, prefixed('swin_t', await inChild('measure', swin)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return metrics;
  },
};
