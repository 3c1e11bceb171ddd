import { describe, expect, it } from 'vitest';
import { plantedValley } from '../../src/agent/plantedValley';
import { CodedError } from '../../src/core';
import { structuralHash } from '../../src/graph';
import { ledgerOf } from './ledger';
import { measureRuns } from './measuring';
import { offered, runOf, stubBench } from './testing';

describe('measuring what searches found', () => {
  const base = plantedValley({ depth: 2, positions: 8, inner: 64 });
  const limits = { measurements: 50, patience: 5 };
  /** The original itself, which every trace of no steps leads to. */
  const same = { ...offered(structuralHash(base)), trace: [] };
  const run = runOf('greedy', [same, offered('gone')]);

  it('refuses what cannot be made again', async () => {
    const bench = stubBench(base, () => 1.1);
    expect(await measureRuns(bench, [run], limits)).toBe(true);
    const { ratios, refused, suspects } = ledgerOf(bench.records.all, 'm');
    expect([...ratios.keys()]).toEqual([same.hash]);
    expect([...refused.keys()]).toEqual(['gone']);
    expect(suspects.size).toBe(0);
  });

  it('is done once more where the machine was too busy, and then leaves no figure', async () => {
    const bench = stubBench(base, () => 1.1, { code: 'MACHINE_NOISY', message: 'busy' });
    expect(await measureRuns(bench, [run], limits)).toBe(false);
    expect(bench.compared).toEqual([1, 1]);
    expect(ledgerOf(bench.records.all, 'm')).toMatchObject({ ratios: new Map(), suspects: new Set() });
  });

  it('suspects nothing of a measurement that failed while each graph is measured by itself', async () => {
    const bench = stubBench(base, () => 1.1);
    const open: number[] = [];
    const compare: typeof bench.lab.compare = async () => {
      open.push(ledgerOf(bench.records.all, 'm').suspects.size);
      throw new CodedError('RUNTIME_REFUSED', 'no');
    };
    expect(await measureRuns({ ...bench, lab: { ...bench.lab, compare } }, [run], limits)).toBe(true);
    expect(open).toEqual([2, 1]);
  });
});
