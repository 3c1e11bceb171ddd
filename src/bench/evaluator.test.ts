import { beforeAll, describe, expect, it } from 'vitest';
import type { AppliedConstant, Constant } from '../graph';
import { createEvaluator } from './evaluator';
import { toDoubles } from './hostTensor';
import type { Runtime } from './runtime';
import { floatsConstant, ownWeights, testEvaluator, testRuntime } from './testing';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await testRuntime();
});

function apply(op: string, inputs: Constant[], shape: number[]): AppliedConstant {
  const { dtype } = inputs[0] ?? { dtype: 'float32' as const };
  return { kind: 'applied', domain: '', op, attrs: new Map(), inputs, output: 0, outputs: 1, dtype, shape };
}
const numbers = (shape: number[], bytes: Uint8Array | undefined) =>
  bytes === undefined ? [] : [...toDoubles({ dtype: 'float32', shape, bytes })];

describe('evaluator', () => {
  it('computes nested constants and shares what they share', async () => {
    const a = floatsConstant([2], [3, 4]);
    const b = floatsConstant([2], [10, 20]);
    const product = apply('Mul', [a, b], [2]);
    const sum = apply('Add', [product, a], [2]);
    const [x, y, z] = await testEvaluator(runtime).evaluate([sum, product, a]);
    expect(numbers([2], x)).toEqual([33, 84]);
    expect(numbers([2], y)).toEqual([30, 80]);
    expect(numbers([2], z)).toEqual([3, 4]);
  });

  it('keeps results by identity', async () => {
    const evaluator = testEvaluator(runtime);
    const constant = apply('Neg', [floatsConstant([1], [5])], [1]);
    const [first] = await evaluator.evaluate([constant]);
    const [second] = await evaluator.evaluate([constant]);
    expect(second).toBe(first);
    const [doubled] = await evaluator.evaluate([apply('Add', [constant, constant], [1])]);
    expect(numbers([1], doubled)).toEqual([-10]);
  });

  it('refuses what is too large, missing or not computable, with a code', async () => {
    const limited = createEvaluator({
      runtime,
      weights: ownWeights,
      opsets: new Map([['', 17]]),
      maxBytes: 8,
    });
    const big = apply('Neg', [floatsConstant([4], [1, 2, 3, 4])], [4]);
    await expect(limited.evaluate([big])).rejects.toMatchObject({ code: 'RUNTIME_MEMORY' });
    const gone: Constant = {
      kind: 'tensor',
      dtype: 'float32',
      shape: [2],
      name: 'gone',
      source: { at: 'external', location: 'elsewhere', offset: 0, length: null },
    };
    const evaluator = testEvaluator(runtime);
    const needs = evaluator.evaluate([apply('Neg', [gone], [2])]);
    await expect(needs).rejects.toMatchObject({ code: 'WEIGHTS_MISSING', subject: 'gone' });
    const wrong = evaluator.evaluate([apply('Neg', [floatsConstant([2], [1, 2])], [3])]);
    await expect(wrong).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
  });
});
