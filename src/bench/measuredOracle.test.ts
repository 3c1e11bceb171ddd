import { beforeAll, describe, expect, it } from 'vitest';
import { graphBuilder } from '../graph';
import { makeInputs } from './inputs';
import { createMeasuredOracle } from './measuredOracle';
import type { Runtime } from './runtime';
import { denseGraph, ownWeights, testEvaluator, testRuntime } from './testing';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await testRuntime();
});

describe('measured oracle', () => {
  it('measures each structure once, relative to the original, and survives one that ORT refuses', async () => {
    const original = denseGraph(64, 128, 512);
    const oracle = createMeasuredOracle({
      runtime,
      weights: ownWeights,
      evaluator: testEvaluator(runtime),
      original,
      feeds: makeInputs(original, { kind: 'normal', seed: 1 }),
      compare: { seconds: 3, minRounds: 5, precision: 0.5 },
      seed: 1,
    });
    const quarter = denseGraph(64, 128, 128);
    const g = graphBuilder();
    g.output('y', g.op('NoSuchOperator', [g.input('x', 'float32', [64, 128])]));
    const [same, faster, refused] = await oracle.ratios([original, quarter, g.build()]);
    expect(same?.ratio).toBe(1);
    expect(faster?.ratio).toBeGreaterThan(1.5);
    expect(refused).toBeNull();
    const before = oracle.measurements;
    expect(await oracle.cost(denseGraph(64, 128, 128))).toBeLessThan(await oracle.cost(original));
    expect(oracle.measurements).toBe(before);
  });
});
