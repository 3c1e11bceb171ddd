import { expect, it } from 'vitest';
import { logTicks } from './logTicks';

it('takes powers of ten where there are enough of them, and not too many', () => {
  expect(logTicks(0.05, 70)).toEqual([0.1, 1, 10]);
  expect(logTicks(0.5e-6, 2e6)).toEqual([1e-6, 0.001, 1, 1000, 1e6]);
});

it('takes more where the data is within a decade or two', () => {
  expect(logTicks(0.9, 15)).toEqual([1, 3, 10]);
  expect(logTicks(2.3, 8.1)).toEqual([3, 4, 5, 7]);
  expect(logTicks(6.01, 6.42)).toEqual([6.2, 6.4]);
});

it('has none where there is no range', () => {
  expect(logTicks(0, 3)).toEqual([]);
  expect(logTicks(2, 2)).toEqual([]);
});
