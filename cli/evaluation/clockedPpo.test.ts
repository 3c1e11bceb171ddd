import { describe, expect, it } from 'vitest';
import { plantedValley } from '../../src/agent/plantedValley';
import { graphCost } from '../../src/graph';
import { runClockedPpo } from './clockedPpo';
import { ledgerOf } from './ledger';
import { stubBench } from './testing';
import { replay } from './traces';

describe('PPO that learns on the clock', () => {
  const base = plantedValley({ depth: 2, positions: 8, inner: 64 });
  /** Fewer nodes are faster. */
  const speedup = (graph: typeof base) => base.size / graph.size;

  it('measures each graph at an episode’s end once, in the order of playing, within its measurements', async () => {
    const bench = stubBench(base, speedup);
    const run = await runClockedPpo(bench, 1, 's', 6);
    const { ratios } = ledgerOf(bench.records.all, 'm');
    expect(run?.offered.length).toBeLessThanOrEqual(6);
    expect(run?.offered.length).toBeGreaterThan(2);
    expect(run?.offered.map(({ hash }) => hash)).toEqual([...ratios.keys()]);
    for (const offered of run?.offered ?? []) {
      const graph = replay(base, offered);
      expect(graph && graphCost(graph).macs).toBe(offered.macs);
    }
    const measured = bench.compared.reduce((sum, count) => sum + count, 0);
    expect(measured).toBe(run?.offered.length);
  });

  it('plays the same again from what was measured, without measuring', async () => {
    const first = stubBench(base, speedup);
    const run = await runClockedPpo(first, 1, 's', 6);
    const again = { ...stubBench(base, speedup), records: first.records };
    const same = await runClockedPpo(again, 1, 's', 6);
    expect(same?.offered).toEqual(run?.offered);
    expect(again.compared).toEqual([]);
  });

  it('has nothing to say where the machine is too busy', async () => {
    const bench = stubBench(base, speedup, { code: 'MACHINE_NOISY', message: 'busy' });
    expect(await runClockedPpo(bench, 1, 's', 6)).toBeNull();
    expect(ledgerOf(bench.records.all, 'm').ratios.size).toBe(0);
  });

  it('has nothing to say when the sitting ends before', async () => {
    const bench = stubBench(base, speedup);
    expect(await runClockedPpo({ ...bench, over: () => bench.compared.length > 0 }, 1, 's', 60)).toBeNull();
  });
});
