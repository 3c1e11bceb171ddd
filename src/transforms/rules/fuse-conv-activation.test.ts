import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { fuseConvActivation as rule } from './fuse-conv-activation';
import { expectRewrite, opsOf, refusals } from './testing';

function model(f: string, attrs: Record<string, PlainAttr> = {}, bounds: readonly number[] = [], group = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const w = g.constant('w', 'float32', [6, 4 / group, 3, 3]);
  const conv = g.op('Conv', [x, w, g.constant('b', 'float32', [6])], { group, pads: [1, 0, 1, 0] });
  g.output('y', g.op(f, [conv, ...bounds.map((n, i) => g.scalar(`bound${i}`, 'float32', n))], attrs));
  return g.build();
}

describe('fuse-conv-activation', () => {
  it.each([
    ['Relu', {}, [], 2],
    ['LeakyRelu', { alpha: 0.3 }, [], 1],
    ['LeakyRelu', {}, [], 1],
    ['Sigmoid', {}, [], 1],
    ['Tanh', {}, [], 1],
    ['HardSigmoid', { alpha: 0.3, beta: 0.4 }, [], 1],
    ['Clip', {}, [-0.25, 0.5], 1],
    ['Clip', {}, [0.25], 1],
  ])('%s (%o, %o, %i groups)', async (f, attrs, bounds, group) => {
    expect(opsOf(await expectRewrite(rule, model(f, attrs, bounds, group)))).toEqual(['FusedConv']);
  });
  it('refuses crossed bounds and other functions', () => {
    expect(refusals(rule, model('Clip', {}, [1, -1]))).toEqual([
      'a bound is not known, or crosses the other',
    ]);
    expect(refusals(rule, model('Softplus'))).toEqual([]);
  });
  it('is a move on WASM, with operators of the runtime, only', () => {
    const graph = model('Relu');
    expect(refusals(rule, graph, { provider: 'webgpu', standardOpsOnly: false })).toEqual([
      'no kernel for this on webgpu',
    ]);
    expect(refusals(rule, graph, { provider: 'wasm', standardOpsOnly: true })).toEqual([
      'it would introduce an operator that is not of ai.onnx',
    ]);
  });
});
