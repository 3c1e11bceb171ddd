import { describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import { returnedBy } from './peersReport';
import type { EvaluationRecord } from './records';
import { confirmOf, equal, modelRecord, offered, ratioOf, runOf } from './testing';

const limits = { measurements: 50, patience: 2 };
const lucky = runOf('auto', [offered('lucky', 995)]);
const fast = runOf('auto', [offered('fast', 800)], { seed: 2 });
const measured: readonly EvaluationRecord[] = [
  modelRecord,
  lucky,
  fast,
  ratioOf('lucky', 1.02),
  ratioOf('fast', 1.24),
  equal('lucky'),
  equal('fast'),
];

describe('what of ours is held against peers', () => {
  it('is the fastest graph where it is confirmed as faster, else the original', () => {
    const ledger = ledgerOf([...measured, confirmOf({ disabled: 0.7, lucky: 0.95, fast: 1.25 })], 'm');
    expect(returnedBy(fast, ledger, limits)?.hash).toBe('fast');
    expect(returnedBy(lucky, ledger, limits)).toBeNull();
  });

  it('is not decided by the rounds that it is judged by', () => {
    const winners = confirmOf({ disabled: 0.7, lucky: 0.95, fast: 1.25 });
    const peers = confirmOf({ fast: 0.9, lucky: 1.3, 'peer:x': 1 }, { about: 'peers' });
    const ledger = ledgerOf([...measured, winners, peers], 'm');
    expect(returnedBy(fast, ledger, limits)?.hash).toBe('fast');
    expect(returnedBy(lucky, ledger, limits)).toBeNull();
  });

  it('is the fastest graph where nothing was confirmed yet', () => {
    expect(returnedBy(lucky, ledgerOf(measured, 'm'), limits)?.hash).toBe('lucky');
  });
});
