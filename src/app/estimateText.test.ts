import { expect, it } from 'vitest';
import { estimateText } from './estimateText';

it('writes no digits that an estimate does not have', () => {
  expect(estimateText(31.4)).toBe('≈ 31.4\u202fms');
  expect(estimateText(0.0012)).toBe('≈ 1.20\u202fµs');
  expect(estimateText(0.000001)).toBe('under 1\u202fµs');
});
