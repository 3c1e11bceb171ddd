import { describe, expect, it } from 'vitest';
import { fromNumbers, type HostTensor } from './hostTensor';
import { compareIndices, type IndexOutput } from './indexOutputs';

const tensor = (
  dtype: 'int64' | 'float32',
  shape: readonly number[],
  values: readonly number[],
): HostTensor => ({
  dtype,
  shape,
  bytes: fromNumbers(dtype, Float64Array.from(values)),
});

/** Scores of one batch, one class and four boxes; 1 and 2 are as good as equal. */
const scores = tensor('float32', [1, 1, 4], [0.9, 0.5, 0.5000001, 0.1]);
const index: IndexOutput = { output: 'boxes', kind: 'boxes', data: 'scores', axis: 0, squeezed: false };
const rows = (...list: readonly (readonly number[])[]) => tensor('int64', [list.length, 3], list.flat());
const compare = (a: HostTensor, b: HostTensor, among = scores) =>
  compareIndices(index, a, b, new Map([['scores', among]]), 1e-5);

describe('ties of NonMaxSuppression', () => {
  it('may be won by either box', () => {
    const told = compare(rows([0, 0, 0], [0, 0, 1]), rows([0, 0, 0], [0, 0, 2]));
    expect(told).toMatchObject({ output: 'boxes', reason: null });
    expect(told?.maxAbs).toBeGreaterThan(0);
  });

  it('may come in any order', () => {
    expect(compare(rows([0, 0, 1], [0, 0, 0]), rows([0, 0, 0], [0, 0, 1]))).toMatchObject({
      maxAbs: 0,
      reason: null,
    });
  });

  it('are none where the scores differ', () => {
    const told = compare(rows([0, 0, 0], [0, 0, 1]), rows([0, 0, 0], [0, 0, 3]));
    expect(told?.reason).toBe('it points at different values');
  });

  it('are none between classes, or where one side has more boxes: then positions must be equal', () => {
    const two = tensor('float32', [1, 2, 2], [0.5, 0.5, 0.5, 0.5]);
    expect(compare(rows([0, 0, 0]), rows([0, 1, 0]), two)).toBeNull();
    expect(compare(rows([0, 0, 0]), rows([0, 0, 0], [0, 0, 1]))).toBeNull();
  });
});

describe('positions along an axis', () => {
  const along: IndexOutput = { ...index, kind: 'along-axis', axis: 0, squeezed: false };
  const at = (...positions: number[]) => tensor('int64', [positions.length], positions);
  const among = (...values: number[]) => tensor('float32', [values.length], values);
  const compareAt = (a: HostTensor, b: HostTensor, numbers: HostTensor) =>
    compareIndices(along, a, b, new Map([['scores', numbers]]), 1e-5);

  it('of NaN are no ties', () => {
    expect(compareAt(at(0), at(1), among(1, Number.NaN))?.reason).toBe('it points at different values');
  });

  it('are none beside a filling', () => {
    const numbers = among(1, 2, -3.4e38, 1.5);
    expect(compareAt(at(1), at(0), numbers)?.reason).toBe('it points at different values');
    expect(compareAt(at(1), at(1), numbers)?.reason).toBeNull();
    // Two fillings, one of which a sum has moved by a rounding, are one.
    const fillings = among(1, 2, -1e9, -1e9 + 64, 1.5, 1, 3);
    expect(compareAt(at(2), at(3), fillings)?.reason).toBeNull();
  });
});
