import { describe, expect, it } from 'vitest';
import { contentsOf, ints, typesOf } from './describe';
import { predicates, rules } from './known';

describe('rules for entries', () => {
  it('compute with numbers and with dimensions', () => {
    expect(rules.Add('int64')(2, 'n')).toBe('n + 2');
    expect(rules.Div('int64')('n', 2)).toBe('floor(n/2)');
    expect(rules.Div('int64')('8*n', 2)).toBe('4*n');
    expect(rules.Div('float32')(1, 3)).toBe(Math.fround(1 / 3));
    expect(rules.Mod('int64')('n', 4)).toBe('n - 4*floor(n/4)');
  });

  it('give up where truncation and floor could differ', () => {
    expect(rules.Div('int64')('n - 3', 2)).toBeNull();
    expect(rules.Div('float32')('n', 2)).toBeNull();
    expect(rules.Div('int64')(1, 0)).toBeNull();
    expect(rules.Mul('int64')(2 ** 30, 2 ** 30)).toBeNull();
  });

  it('know that named dimensions are at least 1', () => {
    expect(predicates.Greater?.('n', 0)).toBe(1);
    expect(predicates.Equal?.('n', -1)).toBe(0);
    expect(predicates.Equal?.('n', 'm')).toBeNull();
    expect(predicates.Less?.('n', 'n + 1')).toBe(1);
    expect(predicates.And?.(0, '?$1')).toBe(0);
    expect(predicates.Or?.(1, '?$1')).toBe(1);
  });

  it('broadcast matrices entry by entry', () => {
    expect(contentsOf('Add', [ints(1, 2, 3), ints(10)])).toEqual([11, 12, 13]);
    expect(typesOf('Add', [ints(1, 2, 3), ints(1, 2, 3)])).toEqual(['int64[3]']);
  });
});
