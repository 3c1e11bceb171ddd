import { createRandom } from '../../src/core';
import type { ConfirmRecord, ModelRecord, OfferedGraph, RunRecord } from './records';

export const offered = (hash: string, macs = 1000, estimate = 1): OfferedGraph => ({
  hash,
  macs,
  estimate,
  trace: [[0, 0, 0]],
});

export const runOf = (
  agent: string,
  graphs: readonly OfferedGraph[],
  more: Partial<RunRecord> = {},
): RunRecord => ({
  kind: 'run',
  model: 'm',
  agent,
  seed: 1,
  settings: 's',
  seconds: 1,
  engineSteps: 10,
  imaginedSteps: 0,
  stopReason: 'converged',
  dream: null,
  problems: [],
  offered: graphs,
  ...more,
});

export const modelRecord: ModelRecord = {
  kind: 'model',
  model: 'm',
  nodes: 10,
  macs: 1000,
  weightBytes: 4,
  ms: 10,
  recipeMacs: 900,
};

export const ratioOf = (hash: string, ratio: number) =>
  ({ kind: 'ratio', model: 'm', hash, ratio, ci95: [ratio * 0.99, ratio * 1.01], noise: 0.01 }) as const;

/** Rounds of columns that are so many times as fast as the original, with a disturbance per round and a little noise. */
export function confirmOf(
  speedups: Readonly<Record<string, number>>,
  more: Partial<ConfirmRecord> = {},
): ConfirmRecord {
  const random = createRandom(3);
  const columns = Object.keys(speedups);
  const rounds = Array.from({ length: 24 }, () => {
    const disturbed = 10 * Math.exp(0.2 * random.normal());
    const time = (speedup: number) => (disturbed / speedup) * Math.exp(0.003 * random.normal());
    return [time(1), time(1), ...columns.map((column) => time(speedups[column] ?? 1))];
  });
  return {
    kind: 'confirm',
    model: 'm',
    about: 'winners',
    columns,
    rounds,
    batches: rounds.map((_, i) => i % 4),
    noise: 0.01,
    trouble: null,
    ...more,
  };
}
