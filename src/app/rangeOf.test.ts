import { expect, it } from 'vitest';
import { rangeOf } from './rangeOf';

it('is of as many values as there are, in lists and typed arrays', () => {
  const many = Array.from({ length: 300_000 }, (_, i) => i - 5);
  expect(rangeOf(many)).toEqual([-5, 299_994]);
  expect(rangeOf(Float32Array.of(2, -1, 1))).toEqual([-1, 2]);
  expect(rangeOf([])).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});
