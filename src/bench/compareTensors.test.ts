import { describe, expect, it } from 'vitest';
import { compareOutput } from './compareTensors';
import { fromNumbers, type HostTensor, type PassableType } from './hostTensor';

const tensor = (values: readonly number[], shape = [values.length], dtype: PassableType = 'float32') =>
  ({ dtype, shape, bytes: fromNumbers(dtype, values) }) satisfies HostTensor;
const compare = (a: HostTensor, b: HostTensor, derived = false) =>
  compareOutput('y', a, b, 1e-4, { derived, bounded: false });

describe('floating-point outputs', () => {
  it('are measured by what is usual in them, not by fillings', () => {
    const logits = [1, -2, 3, -3.4e38, 0.5];
    const wrong = logits.map((x) => (x > -1e30 ? x + 0.5 : x));
    expect(compare(tensor(logits), tensor(logits)).reason).toBeNull();
    expect(compare(tensor(logits), tensor(wrong)).reason).toMatch(/differs by/);
    // A filling that a sum has moved by one rounding is still one.
    expect(compare(tensor([1, 2, -1e9], [1, 3]), tensor([1, 2, -1e9 + 64], [1, 3])).reason).toBeNull();
    // Box coordinates are none, however small the scores beside them.
    const detections = tensor([640, 320, 1e-6, 1e-7, 1e-6, 1e-7, 1e-8, 1e-6]);
    const moved = tensor([640, 320, 1.1e-6, 1e-7, 1e-6, 1e-7, 1e-8, 1e-6]);
    expect(compare(detections, moved).reason).toBeNull();
  });

  it('are, under a causal mask, compared element by element too', () => {
    const masked = (x: number) => tensor([x, -1e9, 2, 3, -1e9, -1e9, 1, 2, 3].toSpliced(4, 1, 1.5), [3, 3]);
    expect(compare(masked(1), masked(1.1)).reason).toMatch(/differs by/);
  });

  it('that are all NaN say nothing', () => {
    const nothing = tensor([Number.NaN, Number.NaN]);
    expect(compare(nothing, nothing)).toMatchObject({ reason: null, informative: false });
    expect(compare(tensor([0]), tensor([0])).informative).toBe(true);
  });
});

describe('whole numbers that come from floating-point ones', () => {
  it('of pictures fall the other way as often as the tolerance for what was rounded lets them', () => {
    const picture = (every: number, dtype: 'uint8' | 'int64') =>
      tensor(
        Array.from({ length: 10_000 }, (_, i) => (i % 200) + (i % every === 0 ? 1 : 0)),
        [10_000],
        dtype,
      );
    const off = (every: number, dtype: 'uint8' | 'int64') =>
      compare(picture(20_000, dtype), picture(every, dtype), true).reason;
    expect(off(100, 'uint8')).toBeNull();
    expect(off(10, 'uint8')).toMatch(/of 10000 values differ/);
    expect(off(100, 'int64')).toMatch(/of 10000 values differ/);
    const mask = (every: number) =>
      tensor(
        Array.from({ length: 10_000 }, (_, i) => Number(i % every === 0)),
        [10_000],
        'uint8',
      );
    const { reason } = compareOutput('y', mask(20_000), mask(20), 0.05, { derived: true, bounded: false });
    expect(reason).toMatch(/of 10000 values differ/);
  });

  it('may differ once, and it is told how often', () => {
    const ints = (...values: number[]) => tensor(values, [values.length], 'int64');
    expect(compare(ints(1, 2, 3), ints(1, 2, 4), true)).toMatchObject({ reason: null, flips: 1 });
    expect(compare(ints(1, 2, 3), ints(1, 3, 4), true).reason).toMatch(/2 of 3/);
    expect(compare(ints(1, 2, 3), ints(1, 2, 5), true).reason).toMatch(/differs by 2/);
    expect(compare(ints(1, 2, 3), ints(1, 2, 4)).reason).toBe('its values differ');
  });
});
