import { expect, it } from 'vitest';
import { isWarm } from './warmUp';

it('is warm when three runs are no faster than the three before', () => {
  expect(isWarm([])).toBe(false);
  expect(isWarm([9, 9, 9, 9, 9])).toBe(false);
  expect(isWarm([20, 12, 10, 10, 10, 10])).toBe(true);
  expect(isWarm([20, 12, 10, 9, 9, 9])).toBe(false);
  expect(isWarm([20, 12, 10, 9, 9, 9, 9, 9, 9])).toBe(true);
});

it('compares long runs one by one', () => {
  expect(isWarm([2000])).toBe(false);
  expect(isWarm([2000, 1900])).toBe(false);
  expect(isWarm([2000, 1900, 1890])).toBe(true);
  expect(isWarm([2000, 2040])).toBe(true);
});

it('does not take a first run that compiles shaders for a long one', () => {
  expect(isWarm([2000, 10])).toBe(false);
  expect(isWarm([2000, 10, 10, 10, 10, 10, 10])).toBe(true);
});
