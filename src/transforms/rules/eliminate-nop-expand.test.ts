import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopExpand } from './eliminate-nop-expand';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('eliminate-nop-expand', () => {
  it('drops Expand and Tile that repeat nothing', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', g.op('Relu', [g.op('Expand', [x, g.ints('s', [3])])]));
    g.output('z', g.op('Abs', [g.op('Tile', [x, g.ints('r', [1, 1])])]));
    const graph = g.build();
    expect(sitesOf(eliminateNopExpand, graph)).toHaveLength(2);
    expect(opsOf(await expectRewrite(eliminateNopExpand, graph))).not.toContain('Expand');
  });

  it('stays where it repeats', () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Expand', [g.input('x', 'float32', [1, 3]), g.ints('s', [2, 3])])]));
    expect(refusals(eliminateNopExpand, g.build())).toEqual(['it repeats']);
  });
});
