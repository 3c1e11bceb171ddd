import { describe, expect, it } from 'vitest';
import { greedy } from '../../src/agent/greedy';
import { plantedValley } from '../../src/agent/plantedValley';
import { type ObservedSearch, startOf } from '../../src/agent/search';
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
  /** A search that notes what each of its turns thinks that the known ways lead to. */
  const noting = () => {
    const turns: number[][] = [];
    const search: ObservedSearch = (env, options) => {
      turns.push((env.known ?? []).flatMap((way) => way.slice(-1).map(({ state }) => env.cost(state))));
      return greedy(env, options);
    };
    return { search, turns };
  };

  it('asks the clock, and searches once more on prices that it corrected', async () => {
    const bench = stubBench(base, () => 1.3);
    const { search, turns } = noting();
    const run = await runAsThePage({ ...job, search }, bench);
    expect(run?.seconds).toBeLessThan(3);
    expect(run?.clocked).toBe(ledgerOf(bench.records.all, 'm').ratios.size);
    expect(new Set(run?.offered.map(({ hash }) => hash)).size).toBe(run?.offered.length);
    // Prices are whole numbers here; what the clock corrected is none.
    expect(turns[0]?.every(Number.isInteger)).toBe(true);
    expect(turns.at(-1)?.some(Number.isInteger)).toBe(false);
    expect(turns.at(-1)?.length).toBeGreaterThan(0);
  });

  it('is a run where the machine is too busy for figures: they are asked for again with the others', async () => {
    const bench = stubBench(base, () => 1.3, { code: 'MACHINE_NOISY', message: 'busy' });
    const run = await runAsThePage({ ...job, search: greedy }, bench);
    const next =
      run && progressOf(run, ledgerOf(bench.records.all, 'm'), { measurements: 50, patience: 1 }).next;
    expect(next?.length).toBe(run?.clocked);
    expect(next?.length).toBeGreaterThan(0);
  });

  it('measures no more than it may', async () => {
    const several = plantedValley({ depth: 1, positions: 16, inner: 64, chains: 4 });
    // Every state on the known way is offered: each of the four products is smaller from some step on.
    const search: ObservedSearch = async (env) => {
      let at = startOf(env);
      const candidates = [at];
      for (const { state } of env.known?.[0] ?? []) {
        at = { state, cost: env.cost(state), depth: at.depth + 1, action: null, parent: at };
        candidates.push(at);
      }
      return { candidates, stopReason: 'converged', engineSteps: 1 };
    };
    const free = await runAsThePage(
      { ...job, search },
      stubBench(several, () => 1.3),
    );
    expect(free?.clocked).toBeGreaterThan(2);
    const bench = stubBench(several, () => 1.3);
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
