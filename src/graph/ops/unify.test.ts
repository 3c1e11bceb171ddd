import { describe, expect, it } from 'vitest';
import type { Dim, ValueType } from '../types';
import { typeText } from './describe';
import { covers, unify, unifyOutputs } from './unify';

const f32 = (...shape: Dim[]): ValueType => ({ kind: 'tensor', dtype: 'float32', shape });
const anyShape: ValueType = { kind: 'tensor', dtype: 'float32', shape: null };

describe('unify', () => {
  it('keeps what both say and opens the rest', () => {
    expect(typeText(unify(f32(2, 'n'), f32(2, 'n')))).toBe('float32[2, n]');
    expect(typeText(unify(f32(2, 'n'), f32(3, 'n')))).toBe('float32[?, n]');
    expect(unify(f32(2), f32(2, 3))).toEqual(anyShape);
    expect(unify(f32(2), null)).toBeNull();
    expect(() => unify(f32(2), { kind: 'tensor', dtype: 'int8', shape: [2] })).toThrow(/float32 and int8/);
    expect(() => unify(f32(2), { kind: 'sequence', element: f32(2) })).toThrow(/meet/);
  });

  it('looks into sequences', () => {
    const sequence = (element: ValueType | null): ValueType => ({ kind: 'sequence', element });
    expect(typeText(unify(sequence(f32(2)), sequence(f32(3))))).toBe('sequence(float32[?])');
    expect(typeText(unify(sequence(null), sequence(f32(3))))).toBe('sequence(float32[3])');
  });

  it('agrees with covers', () => {
    for (const [a, b] of [
      [f32(2, 'n'), f32(3, 'n')],
      [f32(2), f32(2, 3)],
      [f32(2), f32(2)],
    ] as const) {
      const meeting = new Set<Dim>();
      const both = unify(a, b, meeting);
      expect(covers(both, a, meeting) && covers(both, b, meeting)).toBe(true);
    }
    expect(covers(f32(2), f32(3))).toBe(false);
    // A size that is not known is one size, unless it was made for what meets here.
    expect(covers(f32('?k'), f32('?k + 1'))).toBe(false);
    expect(unify(f32('?k'), f32(3))).not.toEqual(f32('?k'));
    expect(covers(f32(2), null)).toBe(false);
  });

  it('keeps contents that agree', () => {
    const output = (known: readonly Dim[]) => ({ type: f32(1), known });
    expect(unifyOutputs(output([4]), output([4]))?.known).toEqual([4]);
    expect(unifyOutputs(output([4]), output([5]))?.known).toBeNull();
  });
});
