import { describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import type { EvaluatedModel } from './models';
import type { EvaluationRecord, RunRecord } from './records';
import { rowsOf } from './rows';
import { confirmOf, equal, modelRecord, offered, ratioOf, runOf } from './testing';

const model: EvaluatedModel = {
  name: 'm',
  suite: 'wild',
  class: 'one-token encoder',
  statedBound: 1.25,
  ownExport: false,
};
const limits = { measurements: 50, patience: 2 };

const runs: readonly RunRecord[] = [
  runOf('greedy', [offered('slow', 995)]),
  runOf('random', []),
  runOf('auto', [offered('fast', 800), offered('slow', 995)]),
  runOf('auto', [offered('middle', 850)], { seed: 2 }),
];
const records: readonly EvaluationRecord[] = [
  modelRecord,
  ...runs,
  ratioOf('slow', 1.001),
  ratioOf('fast', 1.24),
  ratioOf('middle', 1.15),
  equal('slow'),
  equal('fast'),
  equal('middle'),
  confirmOf({ disabled: 0.7, slow: 1, fast: 1.25, middle: 1.2 }),
];
const ledger = ledgerOf(records, 'm');
const { bound, rows } = rowsOf(model, ledger, runs, limits, ['auto']);
const row = (search: string) => {
  const found = rows.find((r) => r.search === search);
  if (found === undefined) throw new Error(search);
  return found;
};

describe('rows of a model', () => {
  it('begin with ORT itself', () => {
    expect(rows.map(({ search }) => search)).toEqual(['ORT disabled', 'ORT all', 'greedy', 'random', 'auto']);
    expect(row('ORT disabled').speedup?.ratio).toBeCloseTo(0.7, 2);
  });

  it('take the geometric mean over seeds, and the bound that is best known', () => {
    expect(row('auto').speedup?.ratio).toBeCloseTo(Math.sqrt(1.25 * 1.2), 2);
    expect(bound).toEqual({ ratio: 1.25, from: 'multiply-adds counted by hand' });
    expect(row('auto').boundShare).toBeCloseTo(Math.log(1.5) / 2 / Math.log(1.25), 1);
    expect(row('auto').seeds).toEqual([1, 2]);
  });

  it('return the original where nothing is beyond the noise', () => {
    expect(row('greedy').perSeed[0]?.returned).toBe('original');
    expect(row('greedy').returnedSpeedup).toBe(1);
    expect(row('auto').perSeed.map(({ returned }) => returned)).toEqual(['rewritten', 'rewritten']);
    expect(row('random').speedup?.ratio).toBe(1);
  });

  it('compare with the search that the goals are about, within rounds', () => {
    expect(row('greedy').against.auto?.ratio).toBeCloseTo(Math.sqrt(1.25 * 1.2), 2);
    expect(row('auto').against).toEqual({});
  });

  it('say why less was gained', () => {
    expect(row('greedy').reason).toContain('saves 0.5 % of the multiply-adds where auto saves 17.5 %');
    expect(row('random').reason).toBe('found nothing cheaper by the estimate');
    expect(row('auto').reason).toBeNull();
  });

  it('claim nothing of a run in which the machine was too busy', () => {
    const noisy = ledgerOf(
      [...records.slice(0, -1), confirmOf({ slow: 1, fast: 1.25, middle: 1.2 }, { trouble: 'busy' })],
      'm',
    );
    const found = rowsOf(model, noisy, runs, limits, ['auto']).rows;
    expect(found.every(({ speedup }) => speedup === null)).toBe(true);
  });

  it('are compared over the original where no rounds hold both, and marked', () => {
    const apart = ledgerOf(
      [...records.slice(0, -1), confirmOf({ fast: 1.25, middle: 1.2 }), confirmOf({ slow: 1.05 })],
      'm',
    );
    const { rows: found, taken } = rowsOf(model, apart, runs, limits, ['auto']);
    const against = found.find(({ search }) => search === 'greedy')?.against.auto;
    expect(against?.ratio).toBeCloseTo(Math.sqrt(1.25 * 1.2) / 1.05, 2);
    expect(against?.apart).toBe(true);
    expect(taken?.measurements).toBe(2);
  });

  it('compare what comes back: of a graph that is slower, the original', () => {
    const lost = ledgerOf([...records.slice(0, -1), confirmOf({ slow: 0.9, fast: 1.25, middle: 1.2 })], 'm');
    const found = rowsOf(model, lost, runs, limits, ['auto']).rows.find(({ search }) => search === 'greedy');
    expect(found?.speedup?.ratio).toBeCloseTo(0.9, 2);
    expect(found?.against.auto?.ratio).toBeCloseTo(Math.sqrt(1.25 * 1.2), 2);
  });

  it('have all figures from rounds of their own suite', () => {
    const others = confirmOf({ 'peer:x': 1, fast: 1.5, disabled: 0.5 }, { about: 'peers', noise: 0.2 });
    const later = rowsOf(model, ledgerOf([...records, others], 'm'), runs, limits, ['auto']);
    expect(later.rows).toEqual(rows);
    expect(later.taken).toMatchObject({ measurements: 1, on: null });
  });

  it('have no figure of a search that failed, and name what others survived', () => {
    const failed = runOf('random', [], { stopReason: 'error', problems: ['no backend'] });
    const survived = runOf('greedy', [offered('slow', 995)], { problems: ['no agent'] });
    const both = [failed, survived, ...runs.slice(2)];
    const found = rowsOf(model, ledger, both, limits, ['auto']).rows;
    const [random, greedy] = ['random', 'greedy'].map((name) => found.find(({ search }) => search === name));
    expect(random).toMatchObject({ speedup: null, equivalent: null, reason: 'it failed: no backend' });
    expect(random?.against).toEqual({});
    expect(greedy?.perSeed[0]?.problems).toEqual(['no agent']);
    expect(row('greedy').perSeed[0]).not.toHaveProperty('problems');
  });

  it('count graphs that failed their check', () => {
    const wrong = ledgerOf([...records, equal('fast', false)], 'm');
    const found = rowsOf(model, wrong, runs, limits, ['auto']).rows.find(({ search }) => search === 'auto');
    expect(found?.perSeed.map(({ failedChecks }) => failedChecks)).toEqual([1, 0]);
    expect(row('auto').perSeed.map(({ failedChecks }) => failedChecks)).toEqual([0, 0]);
  });
});
