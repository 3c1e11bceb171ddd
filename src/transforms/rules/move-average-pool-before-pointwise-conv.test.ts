import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveAveragePoolBeforePointwiseConv } from './move-average-pool-before-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-average-pool-before-pointwise-conv', () => {
  const model = (
    pool: Readonly<Record<string, number | readonly number[]>>,
    conv: Readonly<Record<string, readonly number[]>> = {},
    bias = true,
    kernel = 1,
  ) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 4, 7, 7]);
    const w = g.constant('w', 'float32', [2, 4, kernel, kernel]);
    const made = g.op('Conv', bias ? [x, w, g.constant('b', 'float32', [2])] : [x, w], conv);
    g.output('y', g.op('AveragePool', [made], { kernel_shape: [2, 2], strides: [2, 2], ...pool }));
    return g.build();
  };

  it('pools first', async () => {
    expect(opsOf(await expectRewrite(moveAveragePoolBeforePointwiseConv, model({})))).toEqual([
      'AveragePool',
      'Conv',
    ]);
    await expectRewrite(moveAveragePoolBeforePointwiseConv, model({ pads: [1, 1, 1, 1] }));
    await expectRewrite(moveAveragePoolBeforePointwiseConv, model({ ceil_mode: 1 }));
    await expectRewrite(
      moveAveragePoolBeforePointwiseConv,
      model({ pads: [1, 1, 1, 1], count_include_pad: 1 }, {}, false),
    );
  });

  it('refuses a bias that would reach counted padding', () => {
    const reason = 'the pool counts padding, which the bias would reach';
    expect(
      refusals(moveAveragePoolBeforePointwiseConv, model({ pads: [1, 1, 1, 1], count_include_pad: 1 })),
    ).toEqual([reason]);
    expect(
      refusals(moveAveragePoolBeforePointwiseConv, model({ ceil_mode: 1, count_include_pad: 1 })),
    ).toEqual([reason]);
  });

  it('refuses other convolutions', () => {
    expect(refusals(moveAveragePoolBeforePointwiseConv, model({}, {}, true, 2))).toEqual([
      'its kernel is not 1×1',
    ]);
    expect(refusals(moveAveragePoolBeforePointwiseConv, model({}, { strides: [2, 2] }))).toEqual([
      'its stride is not 1',
    ]);
    expect(refusals(moveAveragePoolBeforePointwiseConv, model({}, { pads: [1, 0, 0, 0] }))).toEqual([
      'it pads',
    ]);
  });
});
