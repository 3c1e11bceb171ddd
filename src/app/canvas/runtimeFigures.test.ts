import { describe, expect, it } from 'vitest';
import type { KernelRow, OperatorTimes } from '../../workers/session/operators/protocol';
import { runtimeFigures } from './runtimeFigures';

const row = (id: string | null, ms: number) => ({ id, ms }) as KernelRow;
const times = {
  step: 3,
  before: [row('n1', 2), row('n2', 1), row('n1', 1), row(null, 4)],
  after: [row('n9', 5)],
} as unknown as OperatorTimes;

describe('runtimeFigures', () => {
  it('sums the kernels of a node, and says what belongs to none', () => {
    const figures = runtimeFigures(times, 0);
    expect(figures?.shares.get('n1')).toBeCloseTo(0.375);
    expect(figures?.shares.get('n2')).toBeCloseTo(0.125);
    expect(figures?.elsewhere).toBeCloseTo(0.5);
  });
  it('knows the step that was timed beside the original, and no other', () => {
    expect(runtimeFigures(times, 3)?.shares.get('n9')).toBe(1);
    expect(runtimeFigures(times, 2)).toBeNull();
    expect(runtimeFigures(null, 0)).toBeNull();
  });
});
