import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import {
  type ClockRow,
  clockDeviation,
  expectedByClock,
  fitClock,
  noResidual,
  ruleOfSite,
  widthsOf,
} from './clockResidual';

/** Rows of a clock that halves every imagined change, and on which rule 3 gains a tenth of what it acts on. */
function rowsOf(count: number, seed: number, noise: number): ClockRow[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const imagined = 0.2 * random.normal();
    const reach = new Map([
      [random.int(3), 0.5 * random.next()],
      [3, random.next()],
    ]);
    const real = 0.5 * imagined - 0.1 * (reach.get(3) ?? 0) + noise * random.normal();
    return { imagined, real, deviation: 0.01, error: 0.01, reach };
  });
}

describe('the residual between imagination and clock', () => {
  it('finds the slope and what a rule does beyond the estimate', () => {
    const found = fitClock(rowsOf(400, 1, 0.01), noResidual(1.6), { slope: 1e-3, term: 1e-3 });
    expect(found.slope).toBeCloseTo(0.5, 1);
    expect(found.terms.get(3)).toBeCloseTo(-0.1, 2);
    expect(Math.abs(found.terms.get(1) ?? 0)).toBeLessThan(0.01);
  });
  it('is not led astray by a few rows that lie far off', () => {
    const rows = rowsOf(200, 2, 0.01).map((row, i) => (i % 20 === 0 ? { ...row, real: 2 } : row));
    const found = fitClock(rows, noResidual(1.6), { slope: 1e-3, term: 1e-3 });
    expect(found.slope).toBeGreaterThan(0.35);
    expect(found.slope).toBeLessThan(0.65);
  });
  it('keeps what was known where a session says nothing, and moves little where it says little', () => {
    const before = { ...noResidual(2), slope: 0.8, terms: new Map([[7, 0.3]]) };
    const [row] = rowsOf(1, 3, 0);
    const found = fitClock(row === undefined ? [] : [row], before);
    expect(found.terms.get(7)).toBe(0.3);
    expect(Math.abs(found.slope - 0.8)).toBeLessThan(0.3);
    expect(fitClock([], before)).toBe(before);
  });
  it('gives intervals that hold nine of ten rows it was not fitted to', () => {
    const found = fitClock(rowsOf(300, 4, 0.03), noResidual(1.6));
    const wide = widthsOf(found, rowsOf(300, 5, 0.03));
    const within = rowsOf(1000, 6, 0.03).filter(
      ({ imagined, real, reach, deviation }) =>
        Math.abs(real - expectedByClock(wide, imagined, reach)) <=
        wide.intervalScale * clockDeviation(wide, deviation),
    );
    expect(within.length).toBeGreaterThan(850);
    expect(within.length).toBeLessThan(950);
  });
  it('tells a rule from a site', () => {
    const start = { counts: Uint16Array.of(2, 0, 3) };
    expect([-1, 0, 1, 2, 4, 5].map((site) => ruleOfSite(start, site))).toEqual([-1, 0, 0, 2, 2, -1]);
  });
});
