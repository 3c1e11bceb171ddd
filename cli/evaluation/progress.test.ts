import { describe, expect, it } from 'vitest';
import { ledgerOf } from './ledger';
import { nextWave, progressOf } from './progress';
import { equal, offered, ratioOf, runOf } from './testing';

const graphs = ['a', 'b', 'c', 'd', 'e', 'f'].map((hash) => offered(hash));
const run = runOf('greedy', graphs);
const limits = { measurements: 50, patience: 2 };
const known = (...ratios: readonly [string, number][]) =>
  ledgerOf(
    ratios.map(([hash, ratio]) => ratioOf(hash, ratio)),
    'm',
  );

describe('measuring the graphs of one search', () => {
  it('asks for as many as it surely will measure', () => {
    expect(progressOf(run, known(), limits).next.map(({ hash }) => hash)).toEqual(['a', 'b']);
    expect(progressOf(run, known(['a', 1.1]), limits).next.map(({ hash }) => hash)).toEqual(['b', 'c']);
  });

  it('ends after graphs in a row that were no faster', () => {
    const { end, best, used, next } = progressOf(run, known(['a', 1.1], ['b', 1.05], ['c', 1.0]), limits);
    expect({ end, best: best?.hash, used, next }).toEqual({ end: 'patience', best: 'a', used: 3, next: [] });
  });

  it('ends with its measurements or its graphs', () => {
    const all = known(['a', 1], ['b', 1.1], ['c', 1.2], ['d', 1.3], ['e', 1.4], ['f', 1.5]);
    expect(progressOf(run, all, limits)).toMatchObject({ end: 'no more graphs', used: 6 });
    expect(progressOf(run, all, { ...limits, measurements: 3 })).toMatchObject({
      end: 'measurements',
      used: 3,
      bestRatio: 1.2,
    });
  });

  it('is patient with what the search measured itself, and counts it', () => {
    const asked = { ...run, clocked: 4 };
    const slow = [
      ['a', 1.1],
      ['b', 1],
      ['c', 1],
      ['d', 1],
    ] as const;
    const { next, used, end } = progressOf(
      asked,
      known(...slow.map(([a, b]): [string, number] => [a, b])),
      limits,
    );
    expect({ next: next.map(({ hash }) => hash), used, end }).toEqual({
      next: ['e', 'f'],
      used: 4,
      end: null,
    });
    // In another sitting, where what it had measured then is measured anew.
    expect(progressOf(asked, known(['a', 1.1]), limits).next.map(({ hash }) => hash)).toEqual([
      'b',
      'c',
      'd',
    ]);
  });

  it('counts a graph that is refused, and does not return it', () => {
    const ledger = ledgerOf([ratioOf('a', 2), equal('a', false)], 'm');
    const { used, best } = progressOf(runOf('greedy', graphs.slice(0, 1)), ledger, limits);
    expect({ used, best }).toEqual({ used: 1, best: null });
  });
});

describe('the next shared measurement', () => {
  const others = runOf('beam', [offered('x'), offered('a'), offered('y')]);

  it('takes the first of each search before the second of any, each graph once', () => {
    const wave = nextWave([run, others], known(), limits, 3).map(({ hash }) => hash);
    expect(wave).toEqual(['a', 'x', 'b']);
  });

  it('measures what a process died with alone', () => {
    const ledger = ledgerOf([{ kind: 'attempt', model: 'm', hashes: ['a', 'x'] }], 'm');
    expect(nextWave([run, others], ledger, limits, 5).map(({ hash }) => hash)).toEqual(['a']);
  });

  it('is empty when all are done', () => {
    expect(nextWave([runOf('greedy', [])], known(), limits, 5)).toEqual([]);
  });
});
