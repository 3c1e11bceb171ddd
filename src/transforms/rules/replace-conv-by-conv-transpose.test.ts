import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph';
import { waves } from './fixtures';
import { replaceConvByConvTranspose as rule } from './replace-conv-by-conv-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

interface Drawn {
  readonly size?: readonly number[];
  readonly kernel?: readonly number[];
  readonly channels?: number;
  readonly filters?: number;
  readonly batch?: number;
  readonly group?: number;
  readonly bias?: boolean;
  readonly attrs?: Readonly<Record<string, number | string | readonly number[]>>;
}

function conv(drawn: Drawn) {
  const { size = [9, 11], kernel = [3, 3], channels = 8, filters = 2, batch = 1, group = 1, bias } = drawn;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [batch, channels, ...size]);
  const shape = [filters, channels / group, ...kernel];
  const w = waves(g, 'w', shape);
  const operands = bias ? [x, w, g.constant('b', 'float32', [filters])] : [x, w];
  g.output('y', g.op('Conv', operands, { group, ...drawn.attrs }));
  return g.build();
}

describe('replace-conv-by-conv-transpose', () => {
  it.each<readonly [string, Drawn]>([
    ['no padding', {}],
    ['a bias and padding', { bias: true, attrs: { pads: [1, 1, 1, 1] } }],
    ['more padding on one side', { attrs: { pads: [0, 2, 1, 0] } }],
    ['automatic padding', { kernel: [4, 3], attrs: { auto_pad: 'SAME_UPPER' }, bias: true }],
    ['a dilated kernel', { attrs: { dilations: [2, 3], pads: [2, 3, 2, 3] } }],
    ['a row, and several images', { kernel: [1, 5], batch: 2, attrs: { pads: [0, 2, 0, 2] }, bias: true }],
    ['one spatial axis', { size: [20], kernel: [5], attrs: { pads: [2, 2] } }],
    ['three spatial axes', { size: [4, 5, 6], kernel: [3, 2, 3] }],
  ])('computes the same with %s', async (_, drawn) => {
    const after = await expectRewrite(rule, conv(drawn), { rtol: 1e-5, atol: 1e-4 });
    expect(opsOf(after)).toEqual(['ConvTranspose']);
  });

  it.each<readonly [string, Drawn]>([
    ['the convolution is grouped', { group: 2, channels: 16 }],
    ['the stride is not 1', { attrs: { strides: [1, 2] } }],
    ['the kernel has one tap', { kernel: [1, 1] }],
    ['the padding is wider than the kernel', { attrs: { pads: [3, 1, 1, 1] } }],
    ['it has many filters', { filters: 17, channels: 64 }],
    ['it has many filters', { filters: 5, channels: 8 }],
    ['it would need more than 64 MiB for what it adds', { size: [1000, 1000], filters: 4, channels: 8 }],
  ])('refuses where %s', (reason, drawn) => {
    expect(refusals(rule, conv(drawn))).toEqual([reason]);
  });
});
