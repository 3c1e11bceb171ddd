import { beforeAll, describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../graph';
import { createVerifier, type ReportingVerifier } from './equivalence';
import { denseGraph, ownWeights, testEvaluator, testRuntime } from './testing';

let verifier: ReportingVerifier;
beforeAll(async () => {
  const runtime = await testRuntime();
  verifier = createVerifier({ runtime, weights: ownWeights, evaluator: testEvaluator(runtime), seed: 1 });
});

/** A head over x [2, 8] · w: `top` picks positions. */
function head(top: (g: GraphBuilder, x: ValueId) => void, scale = 1) {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [2, 8]);
  const s = g.scalar('s', 'float32', scale);
  top(g, g.op('Mul', [x, s]));
  return g.build();
}

describe('verifier', () => {
  it('passes a graph that computes the same, and tells how well', async () => {
    const report = await verifier.verify(denseGraph(), denseGraph());
    expect(report).toMatchObject({
      passed: true,
      inputs: 4,
      maxAbs: 0,
      worst: { output: 'y', reason: null },
    });
  });

  it('rejects a graph that is a little off, and one that misses an output', async () => {
    const off = await verifier.verify(denseGraph(), denseGraph(4, 32, 16, 1.001));
    expect(off.passed).toBe(false);
    expect(off.worst?.reason).toMatch(/differs by/);
    const g = graphBuilder();
    g.output('z', g.op('Relu', [g.input('x', 'float32', [4, 32])]));
    const missing = await verifier.verify(denseGraph(), g.build());
    expect(missing.worst).toEqual({ output: 'y', reason: 'it is missing' });
  });

  it('lets ties of ArgMax and TopK fall either way, but not other positions', async () => {
    const ties = (last: number) =>
      head((g, x) => {
        // Columns 0 and 7 are equal, and larger than the rest: `last` decides which position is reported.
        const big = g.constant('big', 'float32', [8], [100, 0, 0, 0, 0, 0, 0, 100]);
        const flat = g.op('Add', [g.op('Mul', [x, g.scalar('z', 'float32', 0)]), big]);
        g.output('p', g.op('ArgMax', [flat], { axis: 1, select_last_index: last }));
      });
    expect(await verifier.verify(ties(0), ties(1))).toMatchObject({ passed: true });
    const arg = (op: string) => head((g, x) => g.output('p', g.op(op, [x], { axis: 1, keepdims: 0 })));
    const wrong = await verifier.verify(arg('ArgMax'), arg('ArgMin'));
    expect(wrong.worst?.reason).toBe('it points at different values');
    const top = (scale: number) =>
      head((g, x) => {
        const [v, i] = g.node('TopK', [x, g.ints('k', [3])], { axis: 1 }, { outputs: 2 });
        if (v !== undefined && i !== undefined) g.output('i', i);
      }, scale);
    expect(await verifier.verify(top(1), top(1))).toMatchObject({ passed: true });
    expect(await verifier.verify(top(1), top(-1))).toMatchObject({ passed: false });
  });

  it('wants NaN and infinities in the same places, and something finite', async () => {
    const log = (op: string) => head((g, x) => g.output('y', g.op(op, [x])));
    expect(await verifier.verify(log('Log'), log('Log'))).toMatchObject({ passed: true });
    const clipped = head((g, x) => g.output('y', g.op('Log', [g.op('Abs', [x])])));
    const report = await verifier.verify(log('Log'), clipped);
    expect(report.worst?.reason).toMatch(/NaN/);
    const nothing = head((g, x) => g.output('y', g.op('Div', [x, g.scalar('zero', 'float32', 0)])));
    expect(await verifier.verify(nothing, nothing)).toMatchObject({ passed: false });
  });

  it('does not take one number that is always wrong for one that fell the other way', async () => {
    const above = (op: string) =>
      head((g, x) => {
        const sum = g.op('ReduceSum', [x], { keepdims: 0 });
        g.output('p', g.op(op, [sum, g.scalar('limit', 'float32', 0.5)]));
      });
    expect(await verifier.verify(above('Greater'), above('Greater'))).toMatchObject({ passed: true });
    expect(await verifier.verify(above('Greater'), above('Less'))).toMatchObject({
      passed: false,
      worst: { reason: 'its values differ with several inputs' },
    });
  });
});
