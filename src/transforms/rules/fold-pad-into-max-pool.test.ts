import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldPadIntoMaxPool } from './fold-pad-into-max-pool';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-pad-into-max-pool', () => {
  const model = (options: {
    value?: number;
    relu?: boolean;
    attrs?: Readonly<Record<string, number | readonly number[] | string>>;
    indices?: boolean;
    pads?: number;
  }) => {
    const { value = 0, relu = true, attrs = {}, indices = false, pads = 1 } = options;
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 2, 6, 6]);
    const source = relu ? g.op('Relu', [x]) : x;
    const padded = g.op('Pad', [
      source,
      g.ints('p', [0, 0, pads, pads, 0, 0, pads, pads]),
      g.scalar('v', 'float32', value),
    ]);
    const made = g.node(
      'MaxPool',
      [padded],
      { kernel_shape: [3, 3], strides: [2, 2], ...attrs },
      { outputs: indices ? 2 : 1 },
    );
    for (const [i, y] of made.entries()) g.output(`y${i}`, y);
    return g.build();
  };

  it('pads where the padding cannot win', async () => {
    expect(opsOf(await expectRewrite(foldPadIntoMaxPool, model({})))).toEqual(['Relu', 'MaxPool']);
    await expectRewrite(foldPadIntoMaxPool, model({ relu: false, value: Number.NEGATIVE_INFINITY }));
  });

  it('knows a Clip from 0 as never negative', async () => {
    const g = graphBuilder();
    const clip = g.op('Clip', [
      g.input('x', 'float32', [1, 1, 4]),
      g.scalar('lo', 'float32', 0),
      g.scalar('hi', 'float32', 6),
    ]);
    const padded = g.op('Pad', [clip, g.ints('p', [0, 0, 1, 0, 0, 1])]);
    g.output('y', g.op('MaxPool', [padded], { kernel_shape: [2] }));
    await expectRewrite(foldPadIntoMaxPool, g.build());
  });

  it('refuses where it could win, or the pool is of another kind', () => {
    expect(refusals(foldPadIntoMaxPool, model({ relu: false }))).toEqual([
      'the padded value could be the maximum',
    ]);
    expect(refusals(foldPadIntoMaxPool, model({ value: 1 }))).toEqual([
      'the padded value could be the maximum',
    ]);
    expect(refusals(foldPadIntoMaxPool, model({ indices: true }))).toEqual(['the pool gives indices']);
    expect(refusals(foldPadIntoMaxPool, model({ attrs: { ceil_mode: 1 } }))).toEqual([
      'the pool rounds its size up',
    ]);
    expect(refusals(foldPadIntoMaxPool, model({ attrs: { dilations: [2, 2] } }))).toEqual([
      'the pool is dilated',
    ]);
    expect(refusals(foldPadIntoMaxPool, model({ attrs: { auto_pad: 'SAME_LOWER' } }))).toEqual([
      'the pool works out its own padding',
    ]);
    expect(refusals(foldPadIntoMaxPool, model({ pads: 3 }))).toEqual([
      'the padding is as large as the window',
    ]);
  });
});
