import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldPadIntoAveragePool } from './fold-pad-into-average-pool';
import { expectRewrite, only, refusals } from './testing';

describe('fold-pad-into-average-pool', () => {
  const model = (
    attrs: Readonly<Record<string, number | readonly number[] | string>>,
    pads = 1,
    value = 0,
  ) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 2, 6, 6]);
    const padded = g.op('Pad', [
      x,
      g.ints('p', [0, 0, pads, pads, 0, 0, pads, pads]),
      g.scalar('v', 'float32', value),
    ]);
    g.output('y', g.op('AveragePool', [padded], { kernel_shape: [3, 3], strides: [2, 2], ...attrs }));
    return g.build();
  };

  it('counts the padding', async () => {
    const after = await expectRewrite(foldPadIntoAveragePool, model({}));
    expect(only(after, 'AveragePool').attrs.get('count_include_pad')).toMatchObject({ value: 1 });
    await expectRewrite(foldPadIntoAveragePool, model({ count_include_pad: 1, pads: [1, 0, 0, 1] }));
  });

  it('refuses where counting would change the mean', () => {
    expect(refusals(foldPadIntoAveragePool, model({ pads: [1, 1, 1, 1] }))).toEqual([
      'the pool does not count its own padding',
    ]);
    expect(refusals(foldPadIntoAveragePool, model({}, 1, 2))).toEqual(['it does not pad with zeros']);
    expect(refusals(foldPadIntoAveragePool, model({ ceil_mode: 1 }))).toEqual([
      'the pool rounds its size up',
    ]);
    expect(refusals(foldPadIntoAveragePool, model({ auto_pad: 'SAME_UPPER' }))).toEqual([
      'the pool works out its own padding',
    ]);
    expect(refusals(foldPadIntoAveragePool, model({}, 3))).toEqual(['the padding is as large as the window']);
  });
});
