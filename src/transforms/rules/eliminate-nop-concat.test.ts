import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopConcat } from './eliminate-nop-concat';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-concat', () => {
  it('drops a Concat of one value', async () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Concat', [g.input('x', 'float32', [2, 3])], { axis: 0 })]));
    expect(opsOf(await expectRewrite(eliminateNopConcat, g.build()))).toEqual(['Relu']);
  });

  it('stays where there are several', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', g.op('Relu', [g.op('Concat', [x, x], { axis: 0 })]));
    expect(refusals(eliminateNopConcat, g.build())).toEqual(['it has several inputs']);
  });
});
