import { expect, it } from 'vitest';
import { sortRows } from './operatorOrder';

const row = (op: string, before: number, after: number) => ({
  op,
  before: { kernels: 1, ms: before },
  after: { kernels: 1, ms: after },
});
const rows = [row('MatMul', 5, 4), row('Add', 1, 3), row('Gelu', 2, 0)];
const names = (...args: Parameters<typeof sortRows>) => sortRows(...args).map(({ op }) => op);

it('sorts by name, by either model and by what was saved, both ways', () => {
  expect(names(rows, 'op', false)).toEqual(['Add', 'Gelu', 'MatMul']);
  expect(names(rows, 'before', true)).toEqual(['MatMul', 'Gelu', 'Add']);
  expect(names(rows, 'after', false)).toEqual(['Gelu', 'Add', 'MatMul']);
  expect(names(rows, 'saved', true)).toEqual(['Gelu', 'MatMul', 'Add']);
});
