import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateDeadNode } from './eliminate-dead-node';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-dead-node', () => {
  it('removes what nobody uses', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.op('Exp', [g.op('Neg', [x])]);
    g.output('y', g.op('Relu', [x]));
    const after = await expectRewrite(eliminateDeadNode, g.build());
    expect(opsOf(after)).toEqual(['Relu']);
  });

  it('keeps what is used or is an output', () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Neg', [g.input('x', 'float32', [2])])]));
    expect(refusals(eliminateDeadNode, g.build())).toEqual([
      'its result is used',
      'it makes an output of the graph',
    ]);
  });
});
