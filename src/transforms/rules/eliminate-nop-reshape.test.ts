import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopReshape } from './eliminate-nop-reshape';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('eliminate-nop-reshape', () => {
  it('drops a Reshape, Flatten or Squeeze that keeps the shape', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', g.op('Relu', [g.op('Reshape', [x, g.ints('s', [2, -1])])]));
    g.output('z', g.op('Abs', [g.op('Flatten', [x])]));
    const graph = g.build();
    expect(sitesOf(eliminateNopReshape, graph)).toHaveLength(2);
    expect(opsOf(await expectRewrite(eliminateNopReshape, graph))).not.toContain('Reshape');
  });

  it('stays where the shape changes', () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Reshape', [g.input('x', 'float32', [2, 3]), g.ints('s', [3, 2])])]));
    expect(refusals(eliminateNopReshape, g.build())).toEqual(['it changes the shape']);
  });

  it('stays where dimensions only might be equal', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 'm']);
    g.output('y', g.op('Relu', [g.op('Reshape', [x, g.ints('s', [6, 2])])]));
    expect(refusals(eliminateNopReshape, g.build())).toEqual(['it changes the shape']);
  });
});
