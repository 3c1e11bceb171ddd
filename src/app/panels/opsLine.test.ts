import { expect, it } from 'vitest';
import { opsLine } from './opsLine';

it('names operators in their order, and counts those that are alike', () => {
  expect(opsLine(['MatMul', 'Slice'])).toEqual(['MatMul', 'Slice']);
  expect(opsLine(['MatMul', 'MatMul', 'Add', 'MatMul'])).toEqual(['MatMul\u00a0×2', 'Add', 'MatMul']);
  expect(opsLine([])).toEqual(['nothing']);
});

it('says how many of a long list it does not name', () => {
  const many = ['A', 'B', 'C', 'D', 'D', 'E'];
  expect(opsLine(many)).toEqual(['A', 'B', 'C', 'and\u00a03\u00a0more']);
  expect(opsLine(many.slice(0, 5))).toEqual(['A', 'B', 'C', 'D\u00a0×2']);
});
