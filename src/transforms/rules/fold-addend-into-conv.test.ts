import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldAddendIntoConv } from './fold-addend-into-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-addend-into-conv', () => {
  const model = (c: readonly number[], bias = true) => {
    const g = graphBuilder();
    const [x, w] = [g.input('x', 'float32', [1, 3, 5, 5]), g.constant('w', 'float32', [4, 3, 3, 3])];
    const conv = g.op('Conv', bias ? [x, w, g.constant('b', 'float32', [4])] : [x, w]);
    g.output('y', g.op('Add', [g.constant('c', 'float32', c), conv]));
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
});
