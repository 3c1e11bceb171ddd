import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { shareCommonSubexpressions } from './share-common-subexpressions';
import { expectRewrite, opsOf, refusals } from './testing';

describe('share-common-subexpressions', () => {
  it('joins equal nodes, with equal literals too', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4, 3]);
    const slice = (tag: string) => g.op('Slice', [x, g.ints(`a${tag}`, [0]), g.ints(`b${tag}`, [2])]);
    g.output('y', g.op('Sub', [g.op('Exp', [slice('1')]), slice('2')]));
    const after = await expectRewrite(shareCommonSubexpressions, g.build());
    expect(opsOf(after)).toEqual(['Slice', 'Exp', 'Sub']);
  });

  it('keeps random operators and operands in another order apart', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4]);
    g.output('y', g.op('Add', [g.op('RandomNormalLike', [x]), g.op('RandomNormalLike', [x])]));
    expect(refusals(shareCommonSubexpressions, g.build())).toContain('the operator is random');
    const h = graphBuilder();
    const [a, b] = [h.input('a', 'float32', [4]), h.input('b', 'float32', [4])];
    h.output('y', h.op('Mul', [h.op('Sub', [a, b]), h.op('Sub', [b, a])]));
    expect(refusals(shareCommonSubexpressions, h.build())).toContain('no earlier node computes the same');
  });

  it('keeps Identities that name two outputs, and other attributes', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4, 4]);
    g.output('y', x);
    g.output('z', x);
    g.output('s', g.op('Softmax', [x], { axis: 0 }));
    g.output('t', g.op('Softmax', [x], { axis: 1 }));
    expect(refusals(shareCommonSubexpressions, g.build())).toContain(
      'it gives an output of the graph its name',
    );
  });
});
