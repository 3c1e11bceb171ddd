import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { foldAddendIntoConv } from './fold-addend-into-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-addend-into-conv', () => {
  const model = (c: readonly number[], bias = true, type: DType = 'float32') => {
    const g = graphBuilder();
    const [x, w] = [g.input('x', type, [1, 3, 5, 5]), g.constant('w', type, [4, 3, 3, 3])];
    const conv = g.op('Conv', bias ? [x, w, g.constant('b', type, [4])] : [x, w]);
    g.output('y', g.op('Add', [g.constant('c', type, c), conv]));
    return g.build();
  };

  it('adds to the bias, or becomes it', async () => {
    expect(opsOf(await expectRewrite(foldAddendIntoConv, model([4, 1, 1])))).toEqual(['Conv']);
    await expectRewrite(foldAddendIntoConv, model([1, 4, 1, 1], false));
  });

  it('refuses what is not one per channel', () => {
    for (const c of [[3], [], [1, 1, 4, 1, 1]]) {
      expect(refusals(foldAddendIntoConv, model(c))).toEqual(['the addend is not one per channel']);
    }
  });

  it('leaves halves, which could overflow on the way', () => {
    expect(refusals(foldAddendIntoConv, model([4, 1, 1], true, 'float16'))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
