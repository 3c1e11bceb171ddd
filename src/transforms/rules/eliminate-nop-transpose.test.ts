import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopTranspose } from './eliminate-nop-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-transpose', () => {
  it('drops the identity', async () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Transpose', [g.input('x', 'float32', [2, 3])], { perm: [0, 1] })]));
    expect(opsOf(await expectRewrite(eliminateNopTranspose, g.build()))).toEqual(['Relu']);
  });

  it('stays where an axis moves, also by default', () => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Transpose', [g.input('x', 'float32', [2, 3])])]));
    expect(refusals(eliminateNopTranspose, g.build())).toEqual(['it moves an axis']);
  });
});
