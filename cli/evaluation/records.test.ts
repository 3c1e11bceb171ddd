import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import { openRecords } from './records';
import { measuring } from './revisions';
import { confirmOf, ratioOf, runOf } from './testing';

describe('records of a machine', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dreamgraph-records-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'records.jsonl');

  it('are there again in the next sitting, less a line that was not finished', () => {
    const first = openRecords(file);
    first.add(ratioOf('a', 1.1), ratioOf('b', 1.2));
    appendFileSync(file, '{"kind":"ratio","model":"m","ha');
    expect(openRecords(file).all).toEqual(first.all);
  });

  it('go on after a line that was not finished', () => {
    const before = openRecords(file).all;
    openRecords(file).add(ratioOf('c', 1.3), ratioOf('d', 1.4));
    expect(openRecords(file).all).toEqual([...before, ratioOf('c', 1.3), ratioOf('d', 1.4)]);
  });

  it('the last on the same thing counts, and other models do not', () => {
    const ledger = ledgerOf(
      [
        ratioOf('a', 1.1),
        ratioOf('a', 1.3),
        { ...ratioOf('a', 9), model: 'other' },
        runOf('greedy', []),
        runOf('greedy', [], { seconds: 7 }),
      ],
      'm',
    );
    expect(ledger.ratios.get('a')?.ratio).toBe(1.3);
    expect(ledger.runs.map(({ seconds }) => seconds)).toEqual([7]);
  });

  it('what was confirmed again is the latest, and what was measured in another way is left out', () => {
    const [first, second] = [confirmOf({ a: 1.1 }), confirmOf({ b: 1.1 })];
    const again = { ...first, noise: 0.02 };
    const older = { ...confirmOf({ c: 1.1 }), measuring: measuring - 1 };
    const { confirmed } = ledgerOf([first, second, again, older], 'm');
    expect(confirmed).toEqual([second, again]);
    const failed = { kind: 'equivalence', model: 'm', hash: 'a', passed: false, maxRel: 1 } as const;
    const by = (revision: number) => ledgerOf([{ ...failed, measuring: revision }], 'm').refused.size;
    expect([by(measuring), by(measuring - 1)]).toEqual([1, 0]);
  });

  it('a graph that two processes died with is given up, one that was survived is not', () => {
    const attempt = { kind: 'attempt', model: 'm', hashes: ['bad', 'good'] } as const;
    const ledger = ledgerOf(
      [
        attempt,
        { ...attempt, hashes: ['good'] },
        { ...attempt, kind: 'survived', hashes: ['good'] },
        attempt,
      ],
      'm',
    );
    expect([...ledger.refused.keys()]).toEqual(['bad']);
    expect([...ledger.suspects].sort()).toEqual(['bad', 'good']);
  });
});
