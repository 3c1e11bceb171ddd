import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { eliminateDoubleNegation as rule } from './eliminate-double-negation';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('eliminate-double-negation', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Neg', [g.op('Neg', [x])]), y])),
        ),
      ),
    ).toEqual(['Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Where', [g.op('Not', [g.op('Not', [g.op('Less', [x, y])])]), x, y])),
        ),
      ),
    ).toEqual(['Less', 'Where']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Neg', [g.op('Neg', [x])])),
      ),
    ).toContain('it gives an output of the graph its name');
  });
});
