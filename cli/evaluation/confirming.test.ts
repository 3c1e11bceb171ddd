import { describe, expect, it } from 'vitest';
import { plantedValley } from '../../src/agent/plantedValley';
import { structuralHash } from '../../src/graph';
import { confirmWinners, disabledColumn } from './confirming';
import { ledgerOf } from './ledger';
import { equal, offered, ratioOf, runOf, stubBench } from './testing';

describe('confirming what was fastest', () => {
  const base = plantedValley({ depth: 2, positions: 8, inner: 64 });
  const limits = { measurements: 50, patience: 5 };
  /** The original itself, which every trace of no steps leads to. */
  const same = { ...offered(structuralHash(base)), trace: [] };

  it('times nothing under the name of a graph that cannot be made again', async () => {
    const bench = stubBench(base, () => 1.1);
    bench.records.add(ratioOf('gone', 1.5), ratioOf(same.hash, 1.1), equal('gone'), equal(same.hash));
    const confirm = () =>
      confirmWinners(bench, [runOf('greedy', [offered('gone'), same])], limits, () => false);
    expect(await confirm()).toBe('again');
    expect(bench.compared).toEqual([]);
    expect([...ledgerOf(bench.records.all, 'm').refused.keys()]).toEqual(['gone']);
    expect(await confirm()).toBe('done');
    const { confirmed } = ledgerOf(bench.records.all, 'm');
    expect(confirmed.map(({ columns }) => columns)).toEqual([[disabledColumn, same.hash]]);
    expect(confirmed[0]?.time?.slice(0, 4)).toMatch(/^20\d\d$/);
    expect(await confirm()).toBe('done');
    expect(bench.compared).toEqual([2]);
  });

  it('is tried twice in one sitting where the machine is too busy, and again in the next', async () => {
    const bench = stubBench(base, () => 1.1, { code: 'MACHINE_NOISY', message: 'busy' });
    bench.records.add(ratioOf(same.hash, 1.1), equal(same.hash));
    const runs = [runOf('greedy', [same])];
    for (const compared of [2, 4]) {
      expect(await confirmWinners(bench, runs, limits, () => false)).toBe('done');
      expect(bench.compared).toHaveLength(compared);
    }
    expect(ledgerOf(bench.records.all, 'm').confirmed.map(({ trouble }) => trouble)).toEqual(['busy']);
  });
});
