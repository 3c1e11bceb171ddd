import { expect, it } from 'vitest';
import { opsLine } from './opsLine';

const line = (...ops: string[]) => opsLine(ops).replaceAll('\u00a0', ' ');

it('names operators in their order, and counts those that are alike', () => {
  expect(line('Add', 'Slice')).toBe('Add Slice');
  expect(line('Conv', 'Conv', 'Add', 'Conv')).toBe('Conv ×2 Add Conv');
  expect(line('MatMul')).toBe('Mat\u200bMul');
  expect(line()).toBe('nothing');
});

it('says how many of a long list it does not name', () => {
  expect(line('A', 'B', 'C', 'D', 'D', 'E')).toBe('A B C and 3 more');
  expect(line('A', 'B', 'C', 'D', 'D')).toBe('A B C D ×2');
});
