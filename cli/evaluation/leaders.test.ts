import { describe, expect, it } from 'vitest';
import { plantedValley } from '../../src/agent/plantedValley';
import { createRandom } from '../../src/core';
import { speedupIn } from './efficiency';
import { timeLeadersAgain } from './leaders';
import { ledgerOf } from './ledger';
import { offered, ratioOf, runOf, stubBench } from './testing';

describe('leaders by ranking', () => {
  const base = plantedValley({ depth: 2, positions: 8, inner: 64 });
  const limits = { measurements: 50, patience: 50 };
  const hashes = Array.from({ length: 30 }, (_, i) => `g${i}`);
  const run = runOf(
    'beam',
    hashes.map((hash) => offered(hash)),
  );

  it('are timed afresh until the fastest is known by a figure that did not choose it', async () => {
    // All are equal, so that luck alone leads.
    const bench = stubBench(base, () => 1.2);
    const random = createRandom(2);
    for (const hash of hashes) bench.records.add(ratioOf(hash, 1.2 * Math.exp(0.03 * random.normal())));
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    const ledger = ledgerOf(bench.records.all, 'm');
    const speedups = hashes.map((hash) => ({ hash, speedup: speedupIn(ledger, hash) ?? 0 }));
    const [best] = speedups.sort((a, b) => b.speedup - a.speedup);
    expect(best?.speedup).toBeCloseTo(1.2, 3);
    expect(ledger.again.has(best?.hash ?? '')).toBe(true);
    const before = bench.records.all.length;
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    expect(bench.records.all).toHaveLength(before);
  });

  it('wait for the next sitting, and leave out what was refused', async () => {
    const bench = stubBench(base, () => 1.2);
    bench.records.add(ratioOf('g0', 1.5), ratioOf('g1', 1.1));
    bench.records.add({ kind: 'refused', model: 'm', hash: 'g0', reason: 'no' });
    expect(await timeLeadersAgain({ ...bench, over: () => true }, [run], limits)).toBe(false);
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    expect([...ledgerOf(bench.records.all, 'm').again.keys()]).toEqual(['g1']);
  });
});
