import { describe, expect, it } from 'vitest';
import { curveOf, measurementsFor } from './efficiency';
import { efficiencyPlot } from './efficiencyPlot';
import { ledgerOf } from './ledger';
import { offered, ratioOf, runOf } from './testing';

describe('best speed-up by measurements', () => {
  const run = runOf(
    'beam',
    ['a', 'b', 'c', 'd'].map((hash) => offered(hash)),
  );

  it('starts at the original, never falls, and ends where measuring ended', () => {
    const ledger = ledgerOf([ratioOf('a', 0.9), ratioOf('b', 1.2), ratioOf('c', 1.1)], 'm');
    expect(curveOf('m', run, ledger, 50).best).toEqual([1, 1.2, 1.2]);
    expect(curveOf('m', run, ledger, 1).best).toEqual([1]);
    const afresh = ledgerOf(
      [ratioOf('a', 0.9), ratioOf('b', 1.2), { ...ratioOf('b', 1.15), kind: 'again' }],
      'm',
    );
    expect(curveOf('m', run, afresh, 50).best).toEqual([1, 1.15]);
    expect(afresh.ratios.get('b')?.ratio).toBe(1.2);
  });

  it('spends a measurement on a graph that is refused', () => {
    const ledger = ledgerOf(
      [{ kind: 'refused', model: 'm', hash: 'a', reason: 'no' }, ratioOf('b', 1.3)],
      'm',
    );
    expect(curveOf('m', run, ledger, 50).best).toEqual([1, 1.3]);
  });

  it('reaches 95 % of the known gain after so many, in the median over seeds', () => {
    const curve = (seed: number, best: readonly number[]) => ({ model: 'm', search: 'beam', seed, best });
    const curves = [curve(1, [1, 1.2]), curve(2, [1, 1, 1.2]), curve(3, [1])];
    expect(measurementsFor(curves, 'beam', 1.2)).toBe(3);
    expect(measurementsFor(curves.slice(2), 'beam', 1.2)).toBeNull();
    expect(measurementsFor(curves, 'greedy', 1.2)).toBeUndefined();
  });
});

describe('the plot', () => {
  const svg = efficiencyPlot(
    [
      { model: 'bert_mini', search: 'greedy', seed: 1, best: [1, 1.02] },
      { model: 'bert_mini', search: 'auto', seed: 1, best: [1.25] },
      { model: 'vit_tiny', search: 'auto', seed: 1, best: [1.05] },
    ],
    50,
  );

  it('has a panel for each model, a curve for each search, and both grounds', () => {
    expect(svg.match(/<g transform/g)).toHaveLength(2);
    // Two in the legend, three in the panels.
    expect(svg.match(/<path class="curve s\d"/g)).toHaveLength(5);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toContain('bert_mini');
    expect(svg).not.toContain('NaN');
  });
});
