import { describe, expect, it } from 'vitest';
import { greedy } from '../../src/agent/greedy';
import { plantedValley } from '../../src/agent/plantedValley';
import { randomPlay } from '../../src/agent/randomPlay';
import type { ObservedSearch } from '../../src/agent/search';
import { graphCost } from '../../src/graph';
import { ledgerOf } from './ledger';
import { runAsThePage } from './pageSearch';
import { progressOf } from './progress';
import { stubBench } from './testing';

describe('Optimize as the evaluation runs it', () => {
  const base = plantedValley({ depth: 1, positions: 16, inner: 64 });
  const prices = {
    estimate: (graph: typeof base) => graphCost(graph).macs + graph.size,
    shares: () => new Map(),
    table: () => ({ format: 'dreamgraph-costs', version: 6, scope: {}, rows: [] }) as never,
  };
  const job = { model: 'm', prices, agent: 'auto', seed: 1, seconds: 2, limit: 50, settings: 's' };
  const counted = () => {
    const searches: number[] = [];
    const search: ObservedSearch = (env, options) => {
      searches.push(env.cost(env.reset()));
      return greedy(env, options);
    };
    return { search, searches };
  };

  it('asks the clock, and searches once more with its answer in the time that is left', async () => {
    const bench = stubBench(base, () => 1.3);
    const { search, searches } = counted();
    const run = await runAsThePage({ ...job, search }, bench);
    expect(searches.length).toBeGreaterThan(1);
    expect(run?.seconds).toBeLessThan(3);
    expect(run?.clocked).toBe(ledgerOf(bench.records.all, 'm').ratios.size);
    expect(run?.offered.length).toBeGreaterThanOrEqual(run?.clocked ?? Number.NaN);
    expect(new Set(run?.offered.map(({ hash }) => hash)).size).toBe(run?.offered.length);
  });

  it('measures no more than it may', async () => {
    const bench = stubBench(base, () => 1.3);
    const search = randomPlay();
    const free = await runAsThePage(
      { ...job, search },
      stubBench(base, () => 1.3),
    );
    expect(free?.clocked).toBeGreaterThan(2);
    const run = await runAsThePage({ ...job, limit: 2, search }, bench);
    expect(run?.clocked).toBe(2);
    const limits = { measurements: 2, patience: 1 };
    expect(run && progressOf(run, ledgerOf(bench.records.all, 'm'), limits).used).toBe(2);
  });

  it('is no run where the sitting ends before it is done', async () => {
    const bench = { ...stubBench(base, () => 1.3), over: () => true };
    expect(await runAsThePage({ ...job, search: greedy }, bench)).toBeNull();
  });
});
