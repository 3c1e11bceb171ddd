import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { moveAveragePoolBehindPointwiseConv } from './move-average-pool-behind-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-average-pool-behind-pointwise-conv', () => {
  const model = (
    pool: Readonly<Record<string, number | readonly number[]>>,
    conv: Readonly<Record<string, readonly number[]>> = {},
    kernel = 1,
    type: DType = 'float32',
  ) => {
    const g = graphBuilder();
    const pooled = g.op('AveragePool', [g.input('x', type, [1, 4, 7, 7])], {
      kernel_shape: [2, 2],
      ...pool,
    });
    const inputs = [pooled, g.constant('w', type, [2, 4, kernel, kernel]), g.constant('b', type, [2])];
    g.output('y', g.op('Conv', inputs, conv));
    return g.build();
  };

  it('convolves first', async () => {
    expect(opsOf(await expectRewrite(moveAveragePoolBehindPointwiseConv, model({})))).toEqual([
      'Conv',
      'AveragePool',
    ]);
  });

  it('refuses counted padding and other convolutions', () => {
    expect(
      refusals(moveAveragePoolBehindPointwiseConv, model({ pads: [1, 1, 1, 1], count_include_pad: 1 })),
    ).toEqual(['the pool counts padding, which the bias would reach']);
    expect(refusals(moveAveragePoolBehindPointwiseConv, model({}, { strides: [2, 2] }))).toEqual([
      'its stride is not 1',
    ]);
    expect(refusals(moveAveragePoolBehindPointwiseConv, model({}, {}, 2))).toEqual(['its kernel is not 1×1']);
    expect(refusals(moveAveragePoolBehindPointwiseConv, model({}, {}, 1, 'float16'))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
