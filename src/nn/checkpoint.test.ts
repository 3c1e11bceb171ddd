import { describe, expect, it } from 'vitest';
import { CodedError } from '../core';
import { readCheckpoint, writeCheckpoint } from './checkpoint';

const arrays = [
  { name: 'a', shape: [2, 2], values: Float32Array.of(1, -2.5, 1e-9, 3) },
  { name: 'b', shape: [1], values: Float32Array.of(0.1) },
];
const bytes = writeCheckpoint({ kind: 'k', about: { units: 3 }, arrays });
const codeOf = (read: () => unknown): string => {
  try {
    read();
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.code : String(thrown);
  }
  return 'accepted';
};

describe('checkpoints', () => {
  it('come back as they were', () => {
    expect(readCheckpoint(bytes, 'k')).toEqual({ kind: 'k', about: { units: 3 }, arrays });
  });
  it('keep eight bits of each value when they travel', () => {
    const small = writeCheckpoint({ kind: 'k', about: {}, arrays }, true);
    const back = readCheckpoint(small, 'k').arrays.flatMap(({ values }) => [...values]);
    [1, -2.5, 1e-9, 3, 0.1].forEach((x, i) => {
      expect(Math.abs((back[i] ?? 0) / x - 1)).toBeLessThan(2 ** -8);
    });
  });
  it('are refused when damaged or foreign', () => {
    for (let end = 0; end < bytes.length; end++)
      expect(codeOf(() => readCheckpoint(bytes.subarray(0, end), 'k'))).toBe('CHECKPOINT_REJECTED');
    expect(codeOf(() => readCheckpoint(bytes, 'other'))).toBe('CHECKPOINT_REJECTED');
    const [first] = arrays;
    const broken = [{ ...first, name: 'a', shape: [4], values: Float32Array.of(0, Number.NaN, 0, 0) }];
    const file = writeCheckpoint({ kind: 'k', about: {}, arrays: broken });
    expect(codeOf(() => readCheckpoint(file, 'k'))).toBe('CHECKPOINT_REJECTED');
  });
});
