import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldPadIntoConv } from './fold-pad-into-conv';
import { expectRewrite, only, refusals } from './testing';

describe('fold-pad-into-conv', () => {
  const model = (
    pads: readonly number[],
    value = 0,
    attrs: Readonly<Record<string, string>> = {},
    mode = 'constant',
  ) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 2, 5, 5]);
    const padded = g.op('Pad', [x, g.ints('p', pads), g.scalar('v', 'float32', value)], { mode });
    const conv = { kernel_shape: [3, 3], ...attrs, ...(attrs.auto_pad ? {} : { pads: [1, 0, 0, 1] }) };
    g.output('y', g.op('Conv', [padded, g.constant('w', 'float32', [3, 2, 3, 3])], conv));
    return g.build();
  };

  it('adds up the padding', async () => {
    const after = await expectRewrite(foldPadIntoConv, model([0, 0, 1, 2, 0, 0, 3, 0]));
    expect(only(after, 'Conv').attrs.get('pads')).toMatchObject({ value: [2, 2, 3, 1] });
  });

  it('knows VALID as no padding, and Pad of old opsets', async () => {
    await expectRewrite(foldPadIntoConv, model([0, 0, 1, 2, 0, 0, 3, 0], 0, { auto_pad: 'VALID' }));
    const g = graphBuilder({ opset: 10 });
    const padded = g.op('Pad', [g.input('x', 'float32', [1, 1, 4])], { pads: [0, 0, 1, 0, 0, 1] });
    g.output('y', g.op('Conv', [padded, g.constant('w', 'float32', [1, 1, 3])]));
    await expectRewrite(foldPadIntoConv, g.build());
  });

  it('refuses other fillings, axes, crops and paddings', () => {
    expect(refusals(foldPadIntoConv, model([0, 0, 1, 1, 0, 0, 1, 1], 1))).toEqual([
      'it does not pad with zeros',
    ]);
    expect(refusals(foldPadIntoConv, model([0, 1, 1, 1, 0, -1, 1, 1]))).toEqual(['it crops']);
    expect(refusals(foldPadIntoConv, model([1, 0, 1, 1, 0, 0, 1, 1]))).toEqual(['it pads batch or channels']);
    expect(refusals(foldPadIntoConv, model([0, 0, 1, 1, 0, 0, 1, 1], 0, {}, 'reflect'))).toEqual([
      'it does not pad with a constant',
    ]);
    expect(refusals(foldPadIntoConv, model([0, 0, 1, 1, 0, 0, 1, 1], 0, { auto_pad: 'SAME_UPPER' }))).toEqual(
      ['the Conv works out its own padding'],
    );
  });

  it('refuses amounts and fillings that are not known', () => {
    const g = graphBuilder();
    const w = g.constant('w', 'float32', [3, 2, 3]);
    const x = g.input('x', 'float32', [1, 2, 5]);
    g.output('y', g.op('Conv', [g.op('Pad', [x, g.input('p', 'int64', [6])]), w]));
    g.output(
      'z',
      g.op('Conv', [g.op('Pad', [x, g.ints('q', [0, 0, 1, 0, 0, 1]), g.input('v', 'float32', [])]), w]),
    );
    expect(refusals(foldPadIntoConv, g.build())).toEqual([
      'how much it pads is not known',
      'what it pads with is not known',
    ]);
  });
});
