import { describe, expect, it } from 'vitest';
import type { DreamStep } from '../../workers/dream/protocol';
import type { ReplayStep } from '../../workers/session/dream/protocol';
import { curveOf } from './curves';
import type { RealPoint } from './FanChart';
import { maskError, partingsOf } from './parting';

const dreamed = (factor: number, counts: readonly number[]): DreamStep => ({
  rule: 0,
  site: 0,
  among: 1,
  anchor: 0,
  probability: 1,
  factor,
  low: factor * 0.98,
  high: factor * 1.02,
  disagreement: 0,
  end: 0,
  counts: Uint16Array.from(counts),
});
const replayed = (legal: boolean, counts: readonly number[]): ReplayStep => ({
  legal,
  why: legal ? null : 'nothing to merge',
  among: 1,
  counts: Uint16Array.from(counts),
  estimatedMs: legal ? 1 : null,
  node: null,
});
const start = { ms: 10, source: 'measured' } as const;
const real = (step: number, ms: number): RealPoint => ({ step, ms, low: ms, high: ms, kind: 'measured' });

describe('where dream and reality part', () => {
  it('tells invented rules from missed ones', () => {
    expect(maskError([1, 0, 2], [0, 3, 1])).toEqual({ invented: [0], missed: [1] });
  });
  it('is nowhere when reality keeps within the interval', () => {
    const steps = [dreamed(0.9, [1]), dreamed(0.8, [1])];
    const same = [replayed(true, [2]), replayed(true, [1])];
    const points = [real(0, 10), real(1, 9.1), real(2, 8.0)];
    expect(partingsOf(steps, same, curveOf(start, steps), points)).toEqual([]);
  });
  it('says the step and the reason of each kind', () => {
    const steps = [dreamed(0.9, [1, 1]), dreamed(0.8, [1, 0]), dreamed(0.7, [1, 0])];
    const replay = [replayed(true, [1, 0]), replayed(true, [1, 0]), replayed(false, [1, 0])];
    const points = [real(0, 10), real(1, 9), real(2, 9.6)];
    const found = partingsOf(steps, replay, curveOf(start, steps), points);
    expect(found.map(({ step, kind }) => [step, kind])).toEqual([
      [1, 'mask'],
      [2, 'runtime'],
      [3, 'illegal'],
    ]);
    expect(found[1]?.what).toContain('20\u202f% slower');
    expect(found[2]?.what).toContain('nothing to merge');
  });
});
