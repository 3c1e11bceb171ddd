import { describe, expect, it } from 'vitest';
import { closeAttempts } from './closeAttempts';
import { ledgerOf } from './ledger';
import { openRecords } from './records';

describe('a process that was ended from outside', () => {
  it('leaves nothing suspect but what an earlier one died with', () => {
    const records = openRecords(null);
    const attempt = { kind: 'attempt', model: 'm', hashes: ['bad'] } as const;
    records.add(attempt);
    const beginning = records.all.length;
    records.add({ ...attempt, hashes: ['bad', 'good'] }, { ...attempt, model: 'm after x', hashes: ['c'] });
    closeAttempts(records, beginning);
    const { suspects, refused } = ledgerOf(records.all, 'm');
    expect([...suspects]).toEqual(['bad']);
    expect(refused.size).toBe(0);
    expect(ledgerOf(records.all, 'm after x').suspects.size).toBe(0);
  });

  it('adds nothing where nothing was being measured', () => {
    const records = openRecords(null);
    records.add({ kind: 'attempt', model: 'm', hashes: ['bad'] });
    closeAttempts(records, records.all.length);
    expect(records.all).toHaveLength(1);
  });
});
