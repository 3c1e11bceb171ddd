import type { ManyComparison, ModelSource, Times, Trouble } from '../../src/bench';
import { createRandom } from '../../src/core';
import type { Graph } from '../../src/graph';
import type { Bench } from './measuring';
import {
  type ConfirmRecord,
  type EquivalenceRecord,
  type ModelRecord,
  type OfferedGraph,
  openRecords,
  type RunRecord,
} from './records';
import { measuring } from './revisions';

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

export const equal = (hash: string, passed = true): EquivalenceRecord => ({
  kind: 'equivalence',
  model: 'm',
  hash,
  passed,
  maxRel: 1e-6,
  measuring,
});

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
    measuring,
    ...more,
  };
}

/** A bench without a runtime: a graph is so many times as fast as `speedupOf` says; `trouble` is that of every measurement. */
export function stubBench(
  base: Graph,
  speedupOf: (graph: Graph) => number,
  trouble: Trouble | null = null,
): Bench & { readonly compared: number[] } {
  const compared: number[] = [];
  const graphs = new WeakMap<ModelSource, Graph>();
  const times = (ms: number, count: number): Times => ({
    medianMs: ms,
    p10Ms: ms,
    p90Ms: ms,
    runs: count,
    samples: Array.from({ length: count }, () => ms),
  });
  const info: ManyComparison['info'] = {
    ep: 'wasm',
    threads: 1,
    adapter: 'none',
    software: false,
    versions: {},
  };
  const lab: Bench['lab'] = {
    base,
    weightBytes: 4,
    source: async (graph) => {
      const source: ModelSource = { bytes: new Uint8Array() };
      graphs.set(source, graph);
      return source;
    },
    verify: async () => {
      throw new Error('nothing is verified here');
    },
    compare: async (entries, { minRounds: rounds }) => {
      compared.push(entries.length);
      const candidates = entries.map(({ source }) => {
        const graph = graphs.get(source) ?? base;
        const ratio = speedupOf(graph);
        return {
          ratio,
          ci95: [ratio * 0.99, ratio * 1.01] as const,
          win: ratio > 1.01,
          times: times(10 / ratio, rounds),
        };
      });
      const batches = Array.from({ length: rounds }, (_, i) => i % 4);
      const original = times(10, 2 * rounds);
      return { original, candidates, noise: 0.01, rounds, batches, trouble, info };
    },
  };
  return {
    lab,
    records: openRecords(null),
    model: 'm',
    ms: 10,
    over: () => false,
    log: () => undefined,
    compared,
  };
}
