import { describe, expect, it } from 'vitest';
import { CodedError, createRandom } from '../../src/core';
import { graphBuilder, structuralHash } from '../../src/graph';
import { applySite, createMatcher, isRefusal, rules } from '../../src/transforms';
import { speedupIn } from './efficiency';
import { timeLeadersAgain } from './leaders';
import { ledgerOf } from './ledger';
import { offered, ratioOf, runOf, stubBench } from './testing';
import { target } from './traces';

describe('leaders by ranking', () => {
  /** Branches of different widths, so that one rewrite in each makes another graph. */
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [2, 4]);
  for (let width = 1; width <= 20; width++) {
    const product = g.op('MatMul', [x, g.constant(`w${width}`, 'float32', [4, width])]);
    g.output(`y${width}`, g.op('Relu', [g.op('Identity', [product])]));
  }
  const base = g.build();
  const limits = { measurements: 50, patience: 50 };
  /** All that one rewrite makes of it. */
  const graphs = [...createMatcher(rules, target).matchAll(base).all()].flatMap((site) => {
    const applied = applySite(rules, base, site, target);
    if (isRefusal(applied)) return [];
    const trace = [[site.rule, site.anchor, site.variant]] as const;
    return [{ ...offered(structuralHash(applied.graph)), trace }];
  });
  const hashes = [...new Set(graphs.map(({ hash }) => hash))];
  const run = runOf('beam', graphs);

  it('are timed afresh until the fastest is known by a figure that did not choose it', async () => {
    // All are equal, so that luck alone leads.
    const bench = stubBench(base, () => 1.2);
    const random = createRandom(2);
    expect(hashes.length).toBeGreaterThan(10);
    for (const hash of hashes) bench.records.add(ratioOf(hash, 1.2 * Math.exp(0.03 * random.normal())));
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    const ledger = ledgerOf(bench.records.all, 'm');
    const speedups = hashes.map((hash) => ({ hash, speedup: speedupIn(ledger, hash) ?? 0 }));
    const [best] = speedups.sort((a, b) => b.speedup - a.speedup);
    expect(best?.speedup).toBeCloseTo(1.2, 3);
    expect(ledger.again.has(best?.hash ?? '')).toBe(true);
    expect(ledger.suspects.size).toBe(0);
    const before = bench.records.all.length;
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    expect(bench.records.all).toHaveLength(before);
  });

  it('end with the leader alone, and with nothing where the machine is too busy', async () => {
    const bench = stubBench(base, () => 1.2);
    const [first = '', second = ''] = hashes;
    bench.records.add(ratioOf(first, 1.3), ratioOf(second, 1.1));
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    expect(bench.compared).toEqual([2, 1]);
    const last = bench.records.all.flatMap((r) => (r.kind === 'again' && r.last === true ? [r.hash] : []));
    expect(last).toEqual([first]);
    const other = stubBench(base, () => 1.2, { code: 'MACHINE_NOISY', message: 'busy' });
    other.records.add(ratioOf(first, 1.3), ratioOf(second, 1.1));
    expect(await timeLeadersAgain(other, [run], limits)).toBe(false);
    expect(other.compared).toEqual([2, 2]);
    expect(ledgerOf(other.records.all, 'm')).toMatchObject({ again: new Map(), suspects: new Set() });
  });

  it('do not take each other along where one cannot be run', async () => {
    const [first = '', second = ''] = hashes;
    const bench = stubBench(base, (graph) => {
      if (structuralHash(graph) === first) throw new CodedError('RUNTIME_REFUSED', 'not this one');
      return 1.2;
    });
    bench.records.add(ratioOf(first, 1.3), ratioOf(second, 1.1));
    expect(await timeLeadersAgain(bench, [run], limits)).toBe(true);
    const { again, refused, suspects } = ledgerOf(bench.records.all, 'm');
    expect([...again.keys()]).toEqual([second]);
    expect([...refused]).toEqual([[first, 'not this one']]);
    expect(suspects.size).toBe(0);
  });

  it('wait for the next sitting, and leave out what was refused or cannot be made again', async () => {
    const [first = '', second = ''] = hashes;
    const bench = stubBench(base, () => 1.2);
    bench.records.add(ratioOf(first, 1.5), ratioOf(second, 1.1), ratioOf('gone', 1.4));
    bench.records.add({ kind: 'refused', model: 'm', hash: first, reason: 'no' });
    const both = [run, runOf('greedy', [offered('gone')])];
    expect(await timeLeadersAgain({ ...bench, over: () => true }, both, limits)).toBe(false);
    expect(await timeLeadersAgain(bench, both, limits)).toBe(true);
    const ledger = ledgerOf(bench.records.all, 'm');
    expect([...ledger.again.keys()]).toEqual([second]);
    expect(ledger.refused.has('gone')).toBe(true);
  });
});
