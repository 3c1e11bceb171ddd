import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph';
import { waves } from './fixtures';
import { replaceConvTransposeByConv as rule } from './replace-conv-transpose-by-conv';
import { expectRewrite, opsOf, refusals } from './testing';

interface Drawn {
  readonly size?: readonly number[];
  readonly kernel?: readonly number[];
  readonly channels?: number;
  readonly filters?: number;
  readonly group?: number;
  readonly bias?: boolean;
  readonly attrs?: Readonly<Record<string, number | string | readonly number[]>>;
}

function transposed(drawn: Drawn) {
  const { size = [7, 9], kernel = [3, 3], channels = 4, filters = 6, group = 1, bias } = drawn;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, channels, ...size]);
  const shape = [channels, filters / group, ...kernel];
  const w = waves(g, 'w', shape);
  const operands = bias ? [x, w, g.constant('b', 'float32', [filters])] : [x, w];
  g.output('y', g.op('ConvTranspose', operands, { group, ...drawn.attrs }));
  return g.build();
}

describe('replace-conv-transpose-by-conv', () => {
  it.each<readonly [string, Drawn]>([
    ['nothing cut off', {}],
    ['a bias, and as much cut off on each side', { bias: true, attrs: { pads: [1, 1, 1, 1] } }],
    ['more cut off on one side', { attrs: { pads: [0, 2, 1, 0] } }],
    ['a depthwise kernel that is dilated', { filters: 4, group: 4, attrs: { dilations: [3, 1] } }],
    ['two groups', { group: 2, bias: true, attrs: { pads: [1, 0, 1, 2] } }],
    ['one tap', { kernel: [1, 1] }],
    ['one spatial axis', { size: [20], kernel: [5], attrs: { pads: [2, 2] } }],
    ['nothing to pad the result with', { attrs: { output_padding: [0, 0], auto_pad: 'VALID' } }],
  ])('computes the same with %s', async (_, drawn) => {
    const after = await expectRewrite(rule, transposed(drawn), { rtol: 1e-5, atol: 1e-4 });
    expect(opsOf(after)).toEqual(['Conv']);
  });

  it.each<readonly [string, Drawn]>([
    ['the size of the result is given, and not the padding', { attrs: { output_shape: [9, 11] } }],
    ['the size of the result is given, and not the padding', { attrs: { auto_pad: 'SAME_UPPER' } }],
    ['the stride is not 1', { attrs: { strides: [2, 1] } }],
    ['the result is padded', { attrs: { output_padding: [1, 0], dilations: [2, 1] } }],
    ['more is cut off than the kernel reaches', { attrs: { pads: [3, 0, 0, 0] } }],
    ['few filters read many channels', { channels: 8, filters: 4 }],
  ])('refuses where %s', (reason, drawn) => {
    expect(refusals(rule, transposed(drawn))).toEqual([reason]);
  });
});
