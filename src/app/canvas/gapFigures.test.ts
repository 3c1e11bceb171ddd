import { describe, expect, it } from 'vitest';
import { stepView } from '../testing';
import { gapFigures } from './gapFigures';

const step = (n: number, imagined: number, ratio: number) =>
  stepView(n, {
    imagined: { ms: imagined, low: imagined, high: imagined },
    measured: { ms: 10 / ratio, low: 1, high: 20, ratio, ratioLow: ratio, ratioHigh: ratio },
    added: [`a${n}`],
  });

describe('where imagined and measured differ', () => {
  it('blames the step whose effect was missed, not those behind it', () => {
    const figures = gapFigures([step(1, 9, 10 / 9), step(2, 8, 10 / 9), step(3, 8, 10 / 9)]);
    expect(figures.get('a1')).toBeCloseTo(0);
    expect(figures.get('a2')).toBeCloseTo(Math.log(9 / 8));
    expect(figures.get('a3')).toBeCloseTo(0);
  });
  it('has nothing to say before anything was measured', () => {
    expect(gapFigures([{ ...step(1, 9, 1), measured: null }]).size).toBe(0);
  });
});
