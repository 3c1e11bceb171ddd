import { describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import { returnedBy } from './peersReport';
import type { EvaluationRecord } from './records';
import { confirmOf, modelRecord, offered, ratioOf, runOf } from './testing';

const limits = { measurements: 50, patience: 2 };
const lucky = runOf('auto', [offered('lucky', 995)]);
const fast = runOf('auto', [offered('fast', 800)], { seed: 2 });
const equal = (hash: string) =>
  ({ kind: 'equivalence', model: 'm', hash, passed: true, maxRel: 1e-6 }) as const;
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

  it('is the fastest graph where nothing was confirmed yet', () => {
    expect(returnedBy(lucky, ledgerOf(measured, 'm'), limits)?.hash).toBe('lucky');
  });
});
