import { describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import { reasonOf } from './reasons';
import { type EvaluationRow, rowsOf } from './rows';
import { modelRecord, offered, runOf } from './testing';

describe('why a search gained less', () => {
  const ledger = ledgerOf([modelRecord], 'm');
  const about = { name: 'm', suite: 'wild', class: 'other', statedBound: null, ownExport: false } as const;
  const limits = { measurements: 50, patience: 2 };
  /** A row of a graph with so many multiply-adds (of 1000) and this interval. */
  function row(search: string, macs: number, low: number, high: number): EvaluationRow {
    const [made] = rowsOf(about, ledger, [runOf(search, [])], limits, []).rows;
    if (made === undefined) throw new Error(search);
    const speedup = { ratio: (low + high) / 2, ci95: [low, high] } as const;
    return { ...made, speedup, perSeed: made.perSeed.map((seed) => ({ ...seed, macs })) };
  }
  const reason = (macs: number, low: number, high: number): string | null => {
    const own = row('beam', macs, low, high);
    const runs = [runOf('beam', [offered('graph', macs)])];
    return reasonOf(own, [own, row('auto', 1000, 1.3, 1.4)], ledger, runs);
  };

  it('at equal arithmetic is that nothing shows, that it is less, or that it is slower', () => {
    expect(reason(1000, 0.99, 1.01)).toBe(
      'saves no multiply-adds; what it changes does not show in the time',
    );
    expect(reason(1000, 1.08, 1.1)).toBe('gains without saving multiply-adds, less than auto');
    expect(reason(1000, 0.8, 0.82)).toBe('slower, at equal arithmetic');
  });

  it('is the kernels where less arithmetic takes longer', () => {
    expect(reason(900, 0.8, 0.82)).toBe('fewer multiply-adds, but in kernels that run slower');
    expect(reason(900, 0.99, 1.01)).toBe('the difference is within the interval');
    expect(reason(900, 1.31, 1.35)).toBeNull();
  });
});
