import { describe, expect, it } from 'vitest';
import type { DType, Graph } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { foldBatchNormalizationIntoConv } from './fold-batch-normalization-into-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-batch-normalization-into-conv', () => {
  const model = (
    options: {
      bias?: boolean;
      training?: boolean;
      shared?: boolean;
      variable?: boolean;
      type?: DType;
      statistics?: DType;
      attrs?: Readonly<Record<string, number>>;
      opset?: number;
    } = {},
  ) => {
    const { type = 'float32', statistics = type, opset = 17 } = options;
    const g = graphBuilder({ opset });
    const x = g.input('x', type, [1, 3, 5, 5]);
    const w = g.constant('w', type, [4, 3, 3, 3]);
    const conv = g.op('Conv', options.bias ? [x, w, g.constant('b', type, [4])] : [x, w]);
    const four = (name: string) => g.constant(name, statistics, [4]);
    const variance = g.constant('variance', statistics, [4], [0.5, 1, 2, 3]);
    const scale = options.variable ? g.input('scale', 'float32', [4]) : four('scale');
    const attrs = { epsilon: 0.01, ...(options.training ? { training_mode: 1 } : {}), ...options.attrs };
    const inputs = [conv, scale, four('shift'), four('mean'), variance];
    const made = g.node('BatchNormalization', inputs, attrs, { outputs: options.training ? 3 : 1 });
    g.output('y', made[0] ?? conv);
    if (options.shared) g.output('z', conv);
    return g.build();
  };

  it('scales the weights and moves the bias', async () => {
    expect(opsOf(await expectRewrite(foldBatchNormalizationIntoConv, model()))).toEqual(['Conv']);
    expect(opsOf(await expectRewrite(foldBatchNormalizationIntoConv, model({ bias: true })))).toEqual([
      'Conv',
    ]);
  });

  it('refuses training, variable parameters and a Conv that is used elsewhere', () => {
    expect(refusals(foldBatchNormalizationIntoConv, model({ training: true }))).toEqual([
      'the normalization is in training mode',
    ]);
    expect(refusals(foldBatchNormalizationIntoConv, model({ variable: true }))).toEqual([
      'an input is not constant',
    ]);
    expect(refusals(foldBatchNormalizationIntoConv, model({ shared: true }))).toEqual([
      'an inner value is an output of the graph',
    ]);
  });

  it.each<[string, Graph]>([
    ['the type is float16', model({ type: 'float16' })],
    ['the type is float16', model({ type: 'float16', statistics: 'float32' })],
    ['the statistics have another type', model({ statistics: 'float64' })],
    ['before opset 7 operands broadcast otherwise', model({ opset: 6 })],
    ['before opset 7 operands broadcast otherwise', model({ opset: 6, attrs: { is_test: 1 } })],
    ['the normalization is not per channel', model({ opset: 8, attrs: { spatial: 0 } })],
  ])('refuses: %s', (reason, graph) => {
    expect(refusals(foldBatchNormalizationIntoConv, graph)).toEqual([reason]);
  });
});
