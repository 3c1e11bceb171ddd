import { describe, expect, it } from 'vitest';
import { graphBuilder, type ValueId } from '../../graph';
import { replaceConvByWinograd } from './replace-conv-by-winograd';
import { expectRewrite, opsOf, refusals } from './testing';

interface Drawn {
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly channels?: number;
  readonly filters?: number;
  readonly batch?: number;
  readonly group?: number;
  readonly bias?: boolean;
  readonly attrs?: Readonly<Record<string, number | readonly number[]>>;
}

function conv({ size, kernel, channels = 48, filters = 64, batch = 1, group = 1, bias, attrs = {} }: Drawn) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [batch, channels, ...size]);
  const values = (shape: readonly number[], scale: number): number[] =>
    Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => scale * Math.sin(i * 12.9898));
  const shape = [filters, channels / group, ...kernel];
  const w = g.constant('w', 'float32', shape, values(shape, 0.05));
  const operands: ValueId[] = bias
    ? [x, w, g.constant('b', 'float32', [filters], values([filters], 1))]
    : [x, w];
  g.output('y', g.op('Relu', [g.op('Conv', operands, { group, ...attrs })]));
  return g.build();
}

const same = { pads: [1, 1, 1, 1] };
const rule = replaceConvByWinograd;

describe('replace-conv-by-winograd', () => {
  it.each<readonly [string, Drawn]>([
    ['whole tiles', { size: [8, 12], kernel: [3, 3], attrs: same }],
    ['a bias', { size: [8, 8], kernel: [3, 3], attrs: same, bias: true }],
    ['tiles that reach beyond the output', { size: [11, 13], kernel: [3, 3], attrs: same, bias: true }],
    ['no padding', { size: [12, 9], kernel: [3, 3] }],
    [
      'more padding on one side',
      { size: [12, 12], kernel: [3, 3], attrs: { pads: [0, 2, 1, 0] }, bias: true },
    ],
    [
      'several images and groups',
      { size: [8, 8], kernel: [3, 3], attrs: same, batch: 2, group: 2, bias: true },
    ],
    ['a kernel of five', { size: [16, 16], kernel: [5, 5], attrs: { pads: [2, 2, 2, 2] }, bias: true }],
    ['a row of three', { size: [8, 12], kernel: [1, 3], attrs: { pads: [0, 1, 0, 1] }, bias: true }],
    ['a column of three', { size: [12, 8], kernel: [3, 1], attrs: { pads: [1, 0, 1, 0] } }],
    ['seven taps', { size: [24, 24], kernel: [7, 1], attrs: { pads: [3, 0, 3, 0] }, bias: true }],
    ['one spatial axis', { size: [30], kernel: [3], attrs: { pads: [1, 1] }, bias: true }],
  ])('computes the same with %s', async (_, drawn) => {
    const after = await expectRewrite(rule, conv(drawn), { rtol: 1e-4, atol: 1e-4 });
    expect(opsOf(after)).toContain('MatMul');
  });

  it.each<readonly [string, Drawn]>([
    ['the stride is not 1', { size: [16, 16], kernel: [3, 3], attrs: { strides: [2, 1] } }],
    ['the kernel is dilated', { size: [16, 16], kernel: [3, 3], attrs: { dilations: [2, 2] } }],
    ['the kernel is too long, or longer than its input', { size: [30, 30], kernel: [9, 1] }],
    ['the kernel has one tap', { size: [16, 16], kernel: [1, 1] }],
    ['the convolution has more than two spatial axes', { size: [6, 6, 6], kernel: [3, 3, 3] }],
    [
      'the padding is on an axis of one tap, or negative',
      { size: [16, 16], kernel: [1, 3], attrs: { pads: [1, 0, 1, 0] } },
    ],
  ])('refuses where %s', (reason, drawn) => {
    expect(refusals(rule, conv(drawn))).toEqual([reason]);
  });

  it('refuses a depthwise convolution, which has little to save', () => {
    const depthwise = conv({
      size: [16, 16],
      kernel: [3, 3],
      channels: 24,
      filters: 24,
      group: 24,
      attrs: same,
    });
    expect(refusals(rule, depthwise)[0]).toMatch(/^it takes no fewer multiply-adds/);
  });

  it('refuses an input whose size is not known', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 8, 'h', 'w']);
    const w = g.constant('w', 'float32', [8, 8, 3, 3], new Array<number>(576).fill(1));
    g.output('y', g.op('Relu', [g.op('Conv', [x, w])]));
    expect(refusals(rule, g.build())).toEqual(['the shape of the input is not known']);
  });
});
