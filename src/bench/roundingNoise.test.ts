import { beforeAll, describe, expect, it } from 'vitest';
import { type Graph, graphBuilder, type ValueId } from '../graph';
import { createVerifier, type ReportingVerifier } from './equivalence';
import { fromNumbers, type HostTensor, type TensorMap, toDoubles } from './hostTensor';
import { movedByRounding, roundingNoise } from './roundingNoise';
import { ownWeights, testEvaluator, testRuntime } from './testing';
import { toleranceOf } from './tolerance';

const tensor = (dtype: 'float32' | 'float16' | 'int32', values: readonly number[]): HostTensor => ({
  dtype,
  shape: [values.length],
  bytes: fromNumbers(dtype, values),
});
const outputs = (...values: number[]): TensorMap => new Map([['y', tensor('float32', values)]]);

describe('inputs moved by one rounding', () => {
  const values = [1, -3, 0.1, 0, 1000];
  it.each([
    ['float32', 2 ** -23],
    ['float16', 2 ** -10],
  ] as const)('moves every %s number by one or two of its last places, zero not at all', (dtype, epsilon) => {
    const x = tensor(dtype, values);
    const [before, after] = [x, movedByRounding(new Map([['x', x]]), 1).get('x')].map((t) =>
      toDoubles(t ?? x),
    );
    values.forEach((value, i) => {
      const by = Math.abs((after?.[i] ?? 0) - (before?.[i] ?? 0));
      expect(by).toBeLessThanOrEqual(Math.abs(value) * epsilon * 2.01);
      if (value === 0) expect(by).toBe(0);
      else expect(by).toBeGreaterThan(0);
    });
  });

  it('goes by the seed, and leaves integers alone', () => {
    const feeds = new Map([
      [
        'x',
        tensor(
          'float32',
          Array.from({ length: 64 }, (_, i) => i + 1),
        ),
      ],
      ['ids', tensor('int32', [1, 2, 3])],
    ]);
    const bytes = (seed: number, name: string) => movedByRounding(feeds, seed).get(name)?.bytes;
    expect(bytes(1, 'x')).toEqual(bytes(1, 'x'));
    expect(bytes(1, 'x')).not.toEqual(bytes(2, 'x'));
    expect(bytes(1, 'ids')).toEqual(feeds.get('ids')?.bytes);
  });

  it('is a part of the scale; what is infinite says nothing', () => {
    expect(roundingNoise(outputs(2, 4), outputs(2, 4.004), new Set())).toBeCloseTo(1e-3, 6);
    expect(roundingNoise(outputs(1e-3), outputs(2e-3), new Set())).toBeCloseTo(1, 6);
    expect(roundingNoise(outputs(1e-3), outputs(2e-3), new Set(['y']))).toBeCloseTo(1 / 30, 6);
    expect(roundingNoise(outputs(1, Number.NaN), outputs(1, 2), new Set())).toBe(0);
  });
});

describe('the verifier on a model that makes roundings large', () => {
  let verifier: ReportingVerifier;
  beforeAll(async () => {
    const runtime = await testRuntime();
    verifier = createVerifier({ runtime, weights: ownWeights, evaluator: testEvaluator(runtime), seed: 1 });
  });

  /** gain · x · scale − (gain − 1) · x: what is left has lost the digits that the gain took. */
  const cancelling = (scale: number, gain: number): Graph => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [4, 64]);
    const times = (value: ValueId, name: string, by: number) =>
      g.op('Mul', [value, g.scalar(name, 'float32', by)]);
    const much = times(times(x, 'gain', gain), 'scale', scale);
    g.output('y', g.op('Sub', [much, times(x, 'back', gain - 1)]));
    return g.build();
  };

  it('allows more where the original’s own outputs move as much, and says by how much they do', async () => {
    const [original, rewritten] = [cancelling(1, 1000), cancelling(1 + 2 ** -23, 1000)];
    const report = await verifier.verify(original, rewritten);
    expect(report.maxRel).toBeGreaterThan(toleranceOf(original));
    expect(report.roundingNoise).toBeGreaterThan(0);
    expect(report).toMatchObject({ passed: true });
    expect(report.tolerance).toBeGreaterThan(report.maxRel);
    expect(report.tolerance).toBeLessThanOrEqual(8 * toleranceOf(original));
  });

  it('does not where they do not, nor beyond eight times the tolerance', async () => {
    const small = await verifier.verify(cancelling(1, 1), cancelling(1.0001, 1));
    expect(small).toMatchObject({ passed: false });
    expect(small.roundingNoise).toBeLessThan(1e-5);
    const far = await verifier.verify(cancelling(1, 1000), cancelling(1.001, 1000));
    expect(far).toMatchObject({ passed: false, roundingNoise: null });
  });
});
