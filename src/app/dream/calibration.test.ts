import { describe, expect, it } from 'vitest';
import { type Checked, calibrationOf } from './calibration';

const point = (imagined: number, real: number): Checked => ({
  key: `${imagined} ${real}`,
  imagined,
  real,
  kind: 'estimated',
});

describe('calibration', () => {
  it('has nothing to say of nothing', () => expect(calibrationOf([])).toBeNull());
  it('is perfect where both agree', () => {
    const found = calibrationOf([point(-0.1, -0.1), point(-0.2, -0.2), point(0.1, 0.1)]);
    expect(found?.error).toBeCloseTo(0);
    expect(found?.rank).toBe(1);
  });
  it('tells an order that is upside down', () => {
    expect(calibrationOf([point(-0.1, 0.1), point(0, 0), point(0.1, -0.1)])?.rank).toBe(-1);
  });
  it('has no rank where reality never moved', () => {
    expect(calibrationOf([point(-0.1, 0), point(-0.2, 0), point(-0.3, 0)])?.rank).toBeNull();
  });
});
