import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopPad } from './eliminate-nop-pad';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-pad', () => {
  const model = (pads: readonly number[]) => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', pads)])]));
    return g.build();
  };

  it('drops a Pad of nothing', async () => {
    expect(opsOf(await expectRewrite(eliminateNopPad, model([0, 0, 0, 0])))).toEqual(['Relu']);
  });

  it('stays where it pads, or pads and crops to the same size', () => {
    expect(refusals(eliminateNopPad, model([0, 1, 0, 0]))).toEqual(['it pads or crops']);
    expect(refusals(eliminateNopPad, model([0, 1, 0, -1]))).toEqual(['it pads or crops']);
  });

  it('stays where the amounts are not known', () => {
    const g = graphBuilder();
    const pads = g.input('p', 'int64', [4]);
    g.output('y', g.op('Relu', [g.op('Pad', [g.input('x', 'float32', [2, 3]), pads])]));
    expect(refusals(eliminateNopPad, g.build())).toEqual(['how much it pads is not known']);
  });
});
